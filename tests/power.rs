//! A power failure at any moment of a build: what a build asks of the system is written down (`strace`), and played back to a
//! disk that keeps of it what somebody has waited for, and of the rest what chance lets it. Readers have the old site or the new
//! one afterwards; where files are replaced one by one, the next build completes what was begun.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod common;

use common::Site;
use common::turning::{
    Builder, Files, Numbers, file_by_file, files_in, in_one_step, is_same, states, turn, turning_site,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Moments at which the power fails, for each way of publishing.
const CUTS: u64 = 100;

/// After so many of them, the next build is tried once.
const REPAIRED: u64 = 5;

/// Files and folders by numbers, as disks have them.
#[derive(Clone, Default)]
struct Disk {
    folders: HashMap<usize, BTreeMap<String, usize>>,
    /// What is in files, where it is known.
    files: HashMap<usize, Vec<u8>>,
}

/// A step that a disk makes wholly or not at all: names in folders, and what they are names of then.
type Step = Vec<(usize, String, Option<usize>)>;

/// One thing that was asked.
enum Asked {
    Step(Step),
    /// The bytes of a file are others from here on.
    Written(usize),
    /// A file or folder is on the disk.
    Settled(usize),
    AllSettled,
}

/// A build, written down.
struct Recording {
    /// The folder that all of it is in.
    root: PathBuf,
    /// Number 0 is the root.
    before: Disk,
    asked: Vec<Asked>,
    /// What the new files have in them.
    contents: HashMap<usize, Vec<u8>>,
    /// The new folders.
    folders: Vec<usize>,
}

/// Records a build. None, with a word, where nothing can be traced.
fn record(site: &Site, builder: &Builder) -> Option<Recording> {
    const CALLS: &str = "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,\
        write,fsync,fdatasync,syncfs";
    let root = fs::canonicalize(builder.out.parent().unwrap()).unwrap();
    let mut reader = Reader::new(root);
    let log = site.root().join("log");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-y", "-s", "65536", "-e", &format!("trace={CALLS}"), "-o"]).arg(&log);
    let build = builder.command(site, &[]);
    traced.arg(build.get_program()).args(build.get_args()).current_dir(site.root());
    traced.stdout(Stdio::null());
    let Some(made) = traced.output().ok().filter(|made| made.status.success() || log.exists()) else {
        eprintln!("skipped: nothing can be traced here (is there an `strace`?)");
        return None;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    reader.read(&fs::read_to_string(&log).unwrap());
    reader.look_into_files();
    Some(reader.recording)
}

struct Reader {
    recording: Recording,
    /// The disk as the build sees it.
    now: Disk,
    next: usize,
}

impl Reader {
    fn new(root: PathBuf) -> Reader {
        let recording = Recording {
            root,
            before: Disk::default(),
            asked: Vec::new(),
            contents: HashMap::new(),
            folders: Vec::new(),
        };
        let mut reader = Reader { recording, now: Disk::default(), next: 1 };
        reader.now.folders.insert(0, BTreeMap::new());
        let root = reader.recording.root.clone();
        for entry in walkdir::WalkDir::new(&root).min_depth(1).into_iter().map(Result::unwrap) {
            let below = entry.path().strip_prefix(&root).unwrap().to_owned();
            let of_output = below.starts_with("public") || below.to_str().unwrap().starts_with(".public");
            let Some((folder, name)) = reader.place(&below).filter(|_| of_output) else { continue };
            let number = reader.number();
            reader.now.folders.get_mut(&folder).unwrap().insert(name, number);
            if entry.file_type().is_dir() {
                reader.now.folders.insert(number, BTreeMap::new());
            } else {
                reader.now.files.insert(number, fs::read(entry.path()).unwrap());
            }
        }
        reader.recording.before = reader.now.clone();
        reader
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    /// The folder and the name of a path below the root.
    fn place(&self, below: &Path) -> Option<(usize, String)> {
        let folder = self.find(below.parent()?)?;
        Some((folder, below.file_name()?.to_str()?.to_owned())).filter(|_| self.now.folders.contains_key(&folder))
    }

    fn find(&self, below: &Path) -> Option<usize> {
        below.iter().try_fold(0, |folder, name| self.now.folders.get(&folder)?.get(name.to_str()?).copied())
    }

    fn step(&mut self, step: Step) {
        apply(&mut self.now, &step);
        self.recording.asked.push(Asked::Step(step));
    }

    fn read(&mut self, log: &str) {
        // A call that another thread interrupts is on two lines. It is taken where it ends; a folder where it begins: other
        // threads may find it before the line is written that says so.
        let mut begun: HashMap<&str, (usize, &str)> = HashMap::new();
        let mut calls: Vec<(usize, String)> = Vec::new();
        for (at, line) in log.lines().enumerate() {
            let Some((process, call)) = line.split_once(' ') else { continue };
            let call = call.trim_start();
            if let Some(begin) = call.strip_suffix(" <unfinished ...>") {
                begun.insert(process, (at, begin));
            } else if let Some((_, end)) = call.strip_prefix("<... ").and_then(|call| call.split_once(" resumed>")) {
                let (began, begin) = begun.remove(process).unwrap_or((at, ""));
                calls.push((if begin.starts_with("mkdir") { began } else { at }, format!("{begin}{end}")));
            } else {
                calls.push((at, call.to_owned()));
            }
        }
        calls.sort_by_key(|(at, _)| *at);
        for (_, call) in calls {
            self.take(&call);
        }
    }

    fn take(&mut self, call: &str) {
        let Some((name, rest)) = call.split_once('(') else { return };
        // Results stand in a column of their own.
        let Some((arguments, result)) = rest.rsplit_once(" = ").filter(|(_, result)| !result.starts_with("-1")) else {
            return;
        };
        let root = self.recording.root.clone();
        let below = |path: PathBuf| path.strip_prefix(&root).ok().map(Path::to_owned);
        match name {
            "write" => {
                // Only the journal is read that is gone in the end: what others are is seen then.
                let Some((of, text)) = described(arguments).zip(texts(arguments).into_iter().next()) else { return };
                if let Some(file) = below(of).and_then(|path| self.find(&path)) {
                    self.recording.contents.entry(file).or_default().extend(text);
                    self.recording.asked.push(Asked::Written(file));
                }
            }
            "fsync" | "fdatasync" => {
                let of = described(arguments).and_then(below).and_then(|path| self.find(&path));
                self.recording.asked.extend(of.map(Asked::Settled));
            }
            "syncfs" => self.recording.asked.push(Asked::AllSettled),
            _ => {
                let paths: Vec<Option<PathBuf>> = paths(arguments).into_iter().map(below).collect();
                self.change(name, arguments, result, &paths);
            }
        }
    }

    fn change(&mut self, call: &str, arguments: &str, result: &str, paths: &[Option<PathBuf>]) {
        let [first, second] = [0, 1].map(|i| paths.get(i).cloned().flatten());
        let places = [&first, &second].map(|path| path.as_ref().and_then(|path| self.place(path)));
        let numbers = [&first, &second].map(|path| path.as_ref().and_then(|path| self.find(path)));
        match (call, places, numbers) {
            ("open" | "openat" | "creat", [Some(_), _], [Some(file), _]) if arguments.contains("O_TRUNC") => {
                self.recording.contents.remove(&file);
                self.recording.asked.push(Asked::Written(file));
            }
            ("open" | "openat" | "creat", [Some((folder, name)), _], [None, _]) if arguments.contains("O_CREAT") => {
                assert!(result.contains('<'), "{result}");
                let number = self.number();
                self.now.files.insert(number, Vec::new());
                self.recording.asked.push(Asked::Written(number));
                self.step(vec![(folder, name, Some(number))]);
            }
            ("mkdir" | "mkdirat", [Some((folder, name)), _], _) => {
                let number = self.number();
                self.now.folders.insert(number, BTreeMap::new());
                self.recording.folders.push(number);
                self.step(vec![(folder, name, Some(number))]);
            }
            ("unlink" | "unlinkat" | "rmdir", [Some((folder, name)), _], _) => self.step(vec![(folder, name, None)]),
            ("link" | "linkat", [_, Some((folder, name))], [Some(file), _]) => {
                self.step(vec![(folder, name, Some(file))]);
            }
            (_, [Some(from), Some(to)], [Some(one), other]) if call.starts_with("rename") => {
                let stays = other.filter(|_| arguments.contains("RENAME_EXCHANGE"));
                self.step(vec![(from.0, from.1, stays), (to.0, to.1, Some(one))]);
            }
            _ => {}
        }
    }

    /// What is in files that are there in the end.
    fn look_into_files(&mut self) {
        let mut folders = vec![(0, self.recording.root.clone())];
        while let Some((folder, path)) = folders.pop() {
            for (name, number) in &self.now.folders[&folder] {
                let path = path.join(name);
                if self.now.folders.contains_key(number) {
                    folders.push((*number, path));
                } else {
                    self.recording.contents.insert(*number, fs::read(path).unwrap());
                }
            }
        }
    }
}

/// The path that `strace` gives for a number of an open file: `7</srv/public/a.html>`.
fn described(argument: &str) -> Option<PathBuf> {
    Some(PathBuf::from(argument.split_once('<')?.1.split_once('>')?.0))
}

/// The texts between quotation marks, as bytes.
fn texts(arguments: &str) -> Vec<Vec<u8>> {
    let mut texts = Vec::new();
    let mut bytes = arguments.bytes().peekable();
    while bytes.find(|byte| *byte == b'"').is_some() {
        let mut text = Vec::new();
        while let Some(byte) = bytes.next().filter(|byte| *byte != b'"') {
            match byte {
                b'\\' => match bytes.next().unwrap() {
                    b'n' => text.push(b'\n'),
                    b't' => text.push(b'\t'),
                    digit @ b'0'..=b'7' => {
                        let mut value = u32::from(digit - b'0');
                        for _ in 0..2 {
                            let more = bytes.next_if(|byte| (b'0'..=b'7').contains(byte));
                            value = more.map_or(value, |digit| value * 8 + u32::from(digit - b'0'));
                        }
                        text.push(u8::try_from(value).unwrap());
                    }
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
        texts.push(text);
    }
    texts
}

/// The paths that a call names, each with the folder that it is meant in.
fn paths(arguments: &str) -> Vec<PathBuf> {
    let text = |text: Vec<u8>| String::from_utf8(text).unwrap();
    let names: Vec<String> = texts(arguments).into_iter().map(text).collect();
    let before = arguments.split('"').step_by(2);
    let folders = before.map(|before| described(before).unwrap_or_default());
    folders.zip(names).map(|(folder, name)| folder.join(name)).collect()
}

fn apply(disk: &mut Disk, step: &Step) {
    for (folder, name, number) in step {
        let names = disk.folders.entry(*folder).or_default();
        match number {
            Some(number) => drop(names.insert(name.clone(), *number)),
            None => drop(names.remove(name)),
        }
    }
}

/// How a disk treats what it need not have written yet.
#[derive(Debug, Clone, Copy)]
enum Temper {
    /// Names are written in the order in which they came to be, as by a file system with a journal of its own.
    InOrder,
    /// Each by itself.
    Unordered,
}

impl Recording {
    /// The disk after a power failure behind so many things that were asked.
    fn cut(&self, asked: usize, temper: Temper, numbers: &mut Numbers) -> Disk {
        let done = &self.asked[..asked];
        // What is waited for later is certain: of a folder its names, of a file its bytes.
        let (mut settled, mut all, mut is_certain) = (HashSet::new(), false, vec![false; done.len()]);
        let mut loses = HashSet::new();
        for (asked, is_certain) in done.iter().zip(&mut is_certain).rev() {
            match asked {
                Asked::AllSettled => all = true,
                Asked::Settled(number) => drop(settled.insert(*number)),
                Asked::Step(step) => *is_certain = all || step.iter().any(|(folder, ..)| settled.contains(folder)),
                Asked::Written(file) if !all && !settled.contains(file) => drop(loses.insert(*file)),
                Asked::Written(_) => {}
            }
        }
        let last = is_certain.iter().rposition(|is_certain| *is_certain).map_or(0, |last| last + 1);
        let end = last + usize::try_from(numbers.next((done.len() - last + 1) as u64)).unwrap();
        let mut disk = self.before.clone();
        disk.folders.extend(self.folders.iter().map(|folder| (*folder, BTreeMap::new())));
        for (i, asked) in done.iter().enumerate() {
            let is_written = match temper {
                Temper::InOrder => i < end,
                Temper::Unordered => is_certain[i] || numbers.next(2) == 0,
            };
            if let Asked::Step(step) = asked
                && is_written
            {
                apply(&mut disk, step);
            }
        }
        disk.files.extend(self.contents.iter().map(|(file, bytes)| (*file, bytes.clone())));
        disk.files.extend(loses.into_iter().map(|file| (file, Vec::new())));
        disk
    }

    /// How many things were asked.
    fn len(&self) -> u64 {
        self.asked.len() as u64
    }
}

impl Disk {
    fn files_below(&self, path: &Path) -> Files {
        let mut files = Files::new();
        let start = path.iter().try_fold(0, |folder, name| self.folders.get(&folder)?.get(name.to_str()?).copied());
        let mut folders: Vec<(String, usize)> = start.map(|start| (String::new(), start)).into_iter().collect();
        while let Some((path, folder)) = folders.pop() {
            for (name, number) in &self.folders[&folder] {
                let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                if self.folders.contains_key(number) {
                    folders.push((path, *number));
                } else {
                    files.insert(path, self.files.get(number).cloned().unwrap_or_default());
                }
            }
        }
        files
    }

    /// Makes a folder what the disk has at a path.
    fn write(&self, path: &str, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(to).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        for (path, bytes) in self.files_below(Path::new(path)) {
            let file = to.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
}

/// The paths that two sites do not share, or share with other bytes.
fn others(one: &Files, other: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// Lets the power fail again and again while the second state of a site is published, and looks each time.
fn fail_again_and_again(site: &Site, builder: &Builder, look: impl Fn(&Files, &Files, &Files, &str)) {
    let states = states(site);
    turn(site, 0);
    assert!(builder.command(site, &[]).status().unwrap().success());
    turn(site, 1);
    let Some(recording) = record(site, builder) else { return };
    assert!(is_same(&files_in(&builder.out), &states[1]));
    let mut numbers = Numbers(3);
    let (mut ends, mut lost) = ([0, 0, 0], 0);
    for i in 0..CUTS {
        let temper = if i % 2 == 0 { Temper::InOrder } else { Temper::Unordered };
        // One half of the moments are in the last third, when the new state takes its place.
        let (asked, half) = (recording.len(), CUTS / 2);
        let asked = asked - if i < half { asked * i / half } else { asked * (i - half) / half / 3 };
        let disk = recording.cut(usize::try_from(asked).unwrap(), temper, &mut numbers);
        let found = disk.files_below(Path::new("public"));
        let when = format!("{temper:?}, after {asked} of {}", recording.len());
        look(&found, &states[0], &states[1], &when);
        let published: Files = found.into_iter().filter(|(path, _)| !path.starts_with(".dateline-")).collect();
        let is_new = is_same(&published, &states[1]);
        ends[if is_new { 2 } else { usize::from(!is_same(&published, &states[0])) }] += 1;
        lost += disk.files.values().filter(|bytes| bytes.is_empty()).count();
        if i % REPAIRED == 0 {
            disk.write("public", &builder.out);
            builder.hand_over();
            assert!(builder.command(site, &[]).status().unwrap().success(), "the next build: {when}");
            assert!(is_same(&files_in(&builder.out), &states[1]), "after the next build: {when}");
        }
    }
    println!(
        "{} power failures left the old site, {} a part of the new one, {} the new one; {lost} files were lost unseen",
        ends[0], ends[1], ends[2]
    );
    assert!(ends[0] > 0 && ends[2] > 0 && lost > 0, "{ends:?}, {lost}: nothing was tried");
}

#[test]
fn a_power_failure_leaves_the_old_site_or_the_new_one() {
    let site = turning_site();
    fail_again_and_again(&site, &in_one_step(&site), |found, old, new, when| {
        assert!(is_same(found, old) || is_same(found, new), "a mixture: {when}: {:?}", others(found, new));
    });
}

#[test]
fn a_power_failure_leaves_no_empty_file_where_files_are_replaced_and_the_next_build_goes_on() {
    let site = turning_site();
    fail_again_and_again(&site, &file_by_file(&site), |found, old, new, when| {
        for (path, bytes) in
            found.iter().filter(|(path, _)| !path.starts_with(".dateline-") && *path != "addresses.json")
        {
            assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{path} is of no state: {when}");
        }
    });
}
