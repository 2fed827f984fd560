//! What may happen while a site is published: kills, signals, full disks, few files at once. Readers have the old site or the
//! new one. A power failure is in `power.rs`.
//!
//! `KILLS=300 cargo test --release --test reliability` kills as many builds; fewer are killed without.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod common;

use common::turning::{
    Builder, Files, Numbers, PROGRAM, RECORD, file_by_file, files_in, in_one_step, is_same, states, turn, turning_site,
};
use common::{NOW, Site, article, run};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn kills() -> usize {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(60)
}

/// Kills builds and looks each time at what is published: one half of them at moments of which each is as likely as another, the
/// other half within `aim` after `begun` says that the old site is being replaced. Gives how many left the old site, a part of the
/// new one, and the new one.
fn kill_again_and_again(
    site: &Site,
    builder: &Builder,
    (begun, aim): (impl Fn() -> bool, Duration),
    look: impl Fn(&Files, &Files, &Files),
) -> [usize; 3] {
    let states = states(site);
    turn(site, 0);
    let begin = Instant::now();
    assert!(builder.command(site, &[]).status().unwrap().success());
    // The second takes as long as those that are killed.
    turn(site, 1);
    assert!(builder.command(site, &[]).status().unwrap().success());
    let longest = u64::try_from(begin.elapsed().as_micros()).unwrap() / 2;
    let (mut numbers, mut now, mut ends) = (Numbers(7), 1, [0, 0, 0]);
    for i in 0..kills() {
        let to = 1 - now;
        turn(site, to);
        let keep: &[&str] = if i % 4 < 2 { &["--keep-last"] } else { &[] };
        let mut build = builder.command(site, keep).spawn().unwrap();
        if i % 2 == 0 {
            std::thread::sleep(Duration::from_micros(numbers.next(longest + longest / 8)));
        } else {
            while !begun() && build.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            std::thread::sleep(Duration::from_micros(numbers.next(u64::try_from(aim.as_micros()).unwrap())));
        }
        // It may have ended by itself.
        let _ = build.kill();
        build.wait().unwrap();
        let found = files_in(&builder.out);
        look(&found, &states[now], &states[to]);
        let published: Files = found.into_iter().filter(|(path, _)| !path.starts_with(".dateline-")).collect();
        let is_new = is_same(&published, &states[to]);
        ends[if is_new { 2 } else { usize::from(!is_same(&published, &states[now])) }] += 1;
        if is_new || i % 5 == 4 {
            assert!(builder.command(site, keep).status().unwrap().success());
            assert!(is_same(&files_in(&builder.out), &states[to]), "the next build, {i}");
            now = to;
        }
    }
    ends
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let site = turning_site();
    let begun = (|| site.root().join(".public.dateline-next").exists(), Duration::from_millis(40));
    let ends = kill_again_and_again(&site, &in_one_step(&site), begun, |found, old, new| {
        assert!(is_same(found, old) || is_same(found, new), "a mixture");
    });
    println!("{} kills left the old site, {} the new one", ends[0], ends[2]);
    let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| name.contains(".dateline-") && !name.ends_with("-last")).collect();
    let one_more = in_one_step(&site).command(&site, &[]).status().unwrap();
    assert!(one_more.success(), "{left:?}");
}

#[test]
fn a_killed_build_that_replaces_files_is_completed_by_the_next() {
    let site = turning_site();
    let builder = file_by_file(&site);
    let journal = builder.out.join(".dateline-journal");
    let begun = (|| journal.exists(), Duration::from_millis(6));
    let ends = kill_again_and_again(&site, &builder, begun, |found, old, new| {
        let published = || found.iter().filter(|(path, _)| !path.starts_with(".dateline-") && *path != RECORD);
        for (path, bytes) in published() {
            assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{path} is of no state");
        }
        let needed = |state: &Files| state.keys().filter(|path| path.ends_with(".css")).cloned().collect::<Vec<_>>();
        // Pages of the new site are there only with what they need.
        if published().any(|(path, bytes)| path.ends_with(".html") && old.get(path) != Some(bytes)) {
            assert!(needed(new).iter().all(|path| found.contains_key(path)));
        }
    });
    println!("{} kills left the old site, {} a part of the new one, {} the new one", ends[0], ends[1], ends[2]);
    assert!(ends[1] > 0, "{ends:?}: no build was killed while it replaced files");
}

fn long_build(site: &Site) -> Child {
    for i in 0..300 {
        let body = "word ".repeat(3000);
        site.write(&format!("content/news/b{i}.en.md"), article("B", "2025-01-01", "tea", &body));
    }
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--jobs", "1", "--now", NOW]).current_dir(site.root());
    let build = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    while !site.root().join(".public.dateline-new").exists() {
        assert!(begin.elapsed() < Duration::from_secs(60), "the build never began to write");
        std::thread::sleep(Duration::from_millis(1));
    }
    build
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

#[test]
fn whatever_ends_a_build_leaves_no_trace() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let site = turning_site();
        let before = site.build().files();
        let mut build = long_build(&site);
        send(&build, signal);
        assert_eq!(build.wait().unwrap().code(), Some(130), "{signal:?}");
        assert!(site.out().files() == before);
        let names = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with(".public")).count(), 0, "{signal:?}");
    }
}

#[test]
fn a_preview_that_shall_outlive_its_terminal_does() {
    let site = turning_site();
    for (is_ignored, lives) in [("trap '' HUP;", true), ("", false)] {
        let command = format!("{is_ignored} exec {PROGRAM} serve --port 0");
        let mut serve = Command::new("sh");
        serve.args(["-c", &command]).current_dir(site.root()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut serve = serve.spawn().unwrap();
        let mut lines = std::io::BufReader::new(serve.stdout.take().unwrap());
        let mut line = String::new();
        std::io::BufRead::read_line(&mut lines, &mut line).unwrap();
        send(&serve, Signal::HUP);
        std::thread::sleep(Duration::from_millis(if lives { 700 } else { 5_000 }));
        assert_eq!(serve.try_wait().unwrap().is_none(), lives, "{line}");
        let _ = serve.kill();
        serve.wait().unwrap();
    }
}

#[test]
fn few_files_at_once_are_enough() {
    let site = turning_site();
    let command = format!("ulimit -n 64; exec {PROGRAM} build --now {NOW}");
    for to in [0, 1] {
        turn(&site, to);
        let build = run(Command::new("sh").args(["-c", &command]).current_dir(site.root()));
        assert_eq!(build.code, 0, "{}", build.stderr);
    }
    assert!(site.out().has("of1.css") && !site.out().has("of0.css"));
}

/// Builds into a small disk that has less and less room, until nothing fits. `out` is on it.
fn fill_up(out: &str) {
    let site = turning_site();
    let states = states(&site);
    turn(&site, 1);
    let script = format!(
        "mkdir -p disk; mount -t tmpfs -o size=64m tmpfs disk || exit 77\n\
         mkdir -p {out}; cp -a expected0/. {out}/\n\
         room=$(df -k disk | awk 'NR==2 {{print $3}}')\n\
         for more in 0 8 24 48 96 160 256 400 600 1000 1600 4000; do\n\
         mount -o remount,size=$((room + more))k disk\n\
         code=0; {PROGRAM} build --now {NOW} --out {out} > told$more 2>&1 || code=$?\n\
         mkdir got$more; cp -a {out}/. got$more/; echo $code > code$more\n\
         mount -o remount,size=64m disk\n\
         find disk -mindepth 1 -delete; mkdir -p {out}; cp -a expected0/. {out}/\n\
         done\n"
    );
    turn(&site, 0);
    site.build_with(&["--out", "expected0"]);
    turn(&site, 1);
    let Ok(made) = Command::new("unshare").args(["--mount", "sh", "-ec", &script]).current_dir(site.root()).output()
    else {
        return eprintln!("skipped: there is no `unshare`");
    };
    let said = String::from_utf8_lossy(&made.stderr);
    if made.status.code() == Some(77) || said.contains("unshare: ") {
        return eprintln!("skipped: nothing can be mounted here");
    }
    assert!(made.status.success(), "{said}");
    let mut codes = Vec::new();
    for more in [0, 8, 24, 48, 96, 160, 256, 400, 600, 1000, 1600, 4000] {
        let read = |what: &str| fs::read_to_string(site.root().join(format!("{what}{more}"))).unwrap();
        let (code, told) = (read("code").trim().parse::<i32>().unwrap(), read("told"));
        let found = files_in(&site.root().join(format!("got{more}")));
        match code {
            0 => assert!(is_same(&found, &states[1]), "{more}"),
            3 => {
                assert!(told.contains("the disk is full") || told.contains("No space left"), "{more}: {told}");
                assert!(is_same(&found, &states[0]), "{more}: {told}");
            }
            _ => panic!("{more}: exit code {code}: {told}"),
        }
        codes.push(code);
    }
    assert!(codes.first() == Some(&3) && codes.last() == Some(&0), "{codes:?}");
}

#[test]
fn a_full_disk_leaves_the_old_site_where_folders_change_places() {
    fill_up("disk/public");
}

#[test]
fn a_full_disk_leaves_the_old_site_where_files_are_replaced() {
    fill_up("disk");
}
