"""One command as a whole process: seconds, CPU time and peak memory.

A file of its own, and run as a process of its own: the kernel counts the memory of whoever starts a process among that
process's peak, so that it has to be started by something small.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

KEPT_OF_OUTPUT = 4000


def measure(command, patience):
    """Runs a command, for at most `patience` seconds: what it took, and the end of what it said."""
    with tempfile.TemporaryFile() as said:
        actions = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
        begin = time.monotonic()
        process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
        signal.alarm(patience)
        _, status, usage = os.wait4(process, 0)
        wall = time.monotonic() - begin
        signal.alarm(0)
        said.seek(max(0, said.seek(0, os.SEEK_END) - KEPT_OF_OUTPUT))
        return {
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss / 1024,
            "finished": not (os.WIFSIGNALED(status) and wall >= patience),
            "failed": status != 0,
            "said": said.read().decode(errors="replace"),
        }


def timed(command, folder=None, patience=3600):
    """Measures a command in a small process. One that fails ends everything; one that is too slow does not."""
    helper = [sys.executable, "-I", "-S", __file__, str(patience), *map(str, command)]
    result = json.loads(subprocess.run(helper, cwd=folder, stdout=subprocess.PIPE, check=True).stdout)
    if result["failed"] and result["finished"]:
        sys.exit(f"{pathlib.Path(command[0]).name} failed:\n{result['said']}")
    return result


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[2:], int(sys.argv[1]))))
