//! Every code of a diagnostic: a small site that has the problem, and what is printed of it, in `tests/diagnostics/`.
//!
//! A file is a list of sections. `=== PATH` writes what follows to a file of the site; other sections do what they say
//! (`run`, `edit`, `remove`, `link`, `pipe`, `lock`, `grow`, `bytes`, `made`); what the last `run` prints about the
//! code is the section
//! `=== printed`. `DATELINE_SNAPSHOTS=write cargo test --test diagnostics` writes these anew: look at what has
//! changed.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, pictures, recordings};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// Every code there is, as the program lists them.
fn codes() -> BTreeSet<String> {
    let source = include_str!("../src/diagnostic/code.rs");
    let quoted = source.split('"').skip(1).step_by(2);
    let is_code =
        |text: &&str| text.len() == 4 && text.starts_with('D') && text[1..].bytes().all(|b| b.is_ascii_digit());
    quoted.filter(is_code).map(str::to_owned).collect()
}

/// Sections by their headings.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let parts = text.strip_prefix("=== ").unwrap().split("\n=== ");
    parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

/// What is printed about a code in the end.
fn printed(code: &str, text: &str) -> String {
    let site = Site::new(&[]);
    let mut locks = Vec::new();
    let mut last: Option<Run> = None;
    for (heading, body) in sections(text) {
        let words: Vec<&str> = heading.split(' ').collect();
        match words[..] {
            ["printed"] => break,
            ["run", ref arguments @ ..] => {
                let takes_now = ["build", "check"].contains(&arguments[0]);
                last = Some(site.run(&[arguments, if takes_now { &["--now", NOW][..] } else { &[] }].concat()));
            }
            ["remove", path] => site.remove(path),
            #[cfg(unix)]
            ["link", path, target] => {
                fs::create_dir_all(site.root().join(path).parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(target, site.root().join(path)).unwrap();
            }
            #[cfg(unix)]
            ["pipe", path] => {
                use rustix::fs::{CWD, FileType, Mode, mknodat};
                let path = site.root().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
            }
            ["lock", path] => {
                let file = fs::File::create(site.root().join(path)).unwrap();
                file.lock().unwrap();
                locks.push(file);
            }
            ["grow", path, size] => {
                site.write(path, "x");
                let file = fs::File::options().write(true).open(site.root().join(path)).unwrap();
                file.set_len(size.parse().unwrap()).unwrap();
            }
            ["bytes", path] => {
                let digits = body.trim();
                let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
                site.write(path, (0..digits.len()).step_by(2).map(byte).collect::<Vec<u8>>());
            }
            ["edit", path] => {
                let (old, new) = body.split_once("\n>>>\n").unwrap();
                let text = fs::read_to_string(site.root().join(path)).unwrap();
                assert!(text.contains(old), "{code}: `{old}` is not in {path}:\n{text}");
                site.write(path, text.replacen(old, new, 1));
            }
            ["made", path, kind] => site.write(path, made(kind)),
            [path] => site.write(path, if body.is_empty() { String::new() } else { format!("{body}\n") }),
            _ => panic!("{code}: `{heading}` is no heading"),
        }
    }
    let run = last.unwrap_or_else(|| panic!("{code}: nothing is run"));
    let root = site.root().to_str().unwrap().to_owned();
    let is_about_it = |block: &&str| block.lines().any(|line| line.contains(&format!("[{code}]: ")));
    let blocks: Vec<&str> =
        run.stderr.split("\n\n").map(|block| block.trim_end_matches('\n')).filter(is_about_it).collect();
    assert!(!blocks.is_empty(), "{code} is not told:\n{}{}", run.stdout, run.stderr);
    blocks.join("\n\n").replace(&root, "SITE")
}

/// Pictures, films and sounds that are too long to be written out.
fn made(kind: &str) -> Vec<u8> {
    use recordings::{Mp4, film, mp3, mp4};
    match kind {
        "photograph" => pictures::photograph(320, 200),
        "moving" => pictures::moving(320, 200),
        "film" => film(),
        "hevc" => mp4(&Mp4 { picture: Some((640, 360, b"hvc1")), ..Mp4::default() }),
        "slow-film" => mp4(&Mp4 { before: 2 << 20, ..Mp4::default() }),
        "sound" => mp3(10),
        _ => panic!("nobody can make a {kind}"),
    }
}

#[test]
fn every_code_has_a_site_that_has_it_and_what_is_printed_of_it() {
    let writes = std::env::var("DATELINE_SNAPSHOTS").is_ok_and(|what| what == "write");
    let only = std::env::var("DATELINE_CODE").ok();
    let codes: Vec<String> = codes().into_iter().filter(|code| only.as_ref().is_none_or(|only| only == code)).collect();
    let next = Mutex::new(codes.iter());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(code) = { next.lock().unwrap().next() } {
                    let file = folder().join(format!("{code}.txt"));
                    let look = || -> Result<(), String> {
                        let text = fs::read_to_string(&file)
                            .map_err(|_| format!("{code} has no site in {}", file.display()))?;
                        let (sites, expected) =
                            text.split_once("=== printed\n").ok_or(format!("{code}: nothing is expected"))?;
                        let printed = printed(code, &text);
                        if writes {
                            fs::write(&file, format!("{sites}=== printed\n{printed}\n")).unwrap();
                        } else if printed != expected.trim_end_matches('\n') {
                            return Err(format!("{code} is told otherwise:\n{printed}\n-- and not:\n{expected}"));
                        }
                        Ok(())
                    };
                    let looked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(look));
                    let panicked = |panic: Box<dyn std::any::Any + Send>| {
                        Err(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| format!("{code}: a panic")))
                    };
                    if let Err(message) = looked.unwrap_or_else(panicked) {
                        wrong.lock().unwrap().push(message);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_site_is_of_a_code_that_there_is_not() {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let named: BTreeSet<String> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(named.difference(&codes()).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// A word of a programmer in a message, if there is one.
fn jargon(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 24] = [
        "usize",
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "i32",
        "i64",
        "i128",
        "f64",
        "struct",
        "enum",
        "variant",
        "Option",
        "Some",
        "Vec",
        "unwrap",
        "os error",
        "panicked",
        "tuple",
        "newtype",
        "serde",
        "deserialize",
        "invalid type",
    ];
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    let stands = |word: &&str| {
        text.match_indices(*word)
            .any(|(at, _)| ends(text[..at].chars().next_back()) && ends(text[at + word.len()..].chars().next()))
    };
    WORDS.into_iter().find(stands)
}

#[test]
fn no_message_is_one_that_only_programmers_read() {
    for entry in fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let printed = text.split_once("=== printed\n").unwrap().1;
        assert_eq!(jargon(printed), None, "{}:\n{printed}", file.display());
    }
}

#[test]
fn whatever_is_written_behind_a_key_is_answered_in_words() {
    let site = Site::new(&[]);
    assert_eq!(site.run(&["schema", "--to", "schemas"]).code, 0);
    let keys = |kind: &str| -> Vec<String> {
        let text = fs::read_to_string(site.root().join(format!("schemas/{kind}.json"))).unwrap();
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let of_site = keys("site");
    let places = [
        ("article", "content/news"),
        ("author", "content/authors"),
        ("dossier", "content/dossiers"),
        ("term", "content/tags"),
    ];
    let of_files: Vec<(&str, Vec<String>)> = places.into_iter().map(|(kind, folder)| (folder, keys(kind))).collect();
    assert!(of_site.len() > 30 && of_files[0].1.len() > 20);
    let values = [
        "-1",
        "99999999999999999999",
        "1.5",
        "text",
        "[a, b]",
        "{ a: { b: [c] } }",
        "[{ a: 1 }]",
        "~",
        "true",
        "2025-13-45",
    ];
    for value in values {
        let wrong = Site::new(&[]);
        for (folder, keys) in &of_files {
            for key in keys {
                wrong.write(
                    &format!("{folder}/{}.en.md", key.replace('_', "-")),
                    format!("---\n{key}: {value}\n---\nText.\n"),
                );
            }
        }
        let config = Site::new(&[]);
        let lines = of_site.iter().filter(|key| *key != "languages").map(|key| format!("{key}: {value}\n"));
        config.write("site.yaml", lines.chain(["languages: [en]\n".to_owned()]).collect::<String>());
        for site in [wrong, config] {
            let (_, problems) = site.check_json(&[]);
            assert!(!problems.is_empty());
            for problem in problems {
                let said = format!("{}\n{}", problem["message"].as_str().unwrap(), problem["hints"]);
                assert_eq!(jargon(&said), None, "`{value}`: {problem:#}");
            }
        }
    }
}
