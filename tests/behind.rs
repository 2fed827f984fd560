//! Translations that are behind, in sites that git knows: what changed since, word by word; and what a translation lacks.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{NOW, Site, article, run, translation};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether there is a `git` at all; without one nothing of this can be tried.
fn has_git() -> bool {
    let has = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has {
        eprintln!("skipped: the program `git` is not installed");
    }
    has
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_COMMITTER_DATE", "2025-01-20T12:00:00Z").env("GIT_AUTHOR_DATE", "2025-01-20T12:00:00Z");
    let run = run(command.args(arguments).current_dir(folder));
    assert_eq!(run.code, 0, "git {arguments:?}: {}{}", run.stdout, run.stderr);
    run.stdout
}

fn commit(site: &Site) {
    git(site.root(), &["add", "-A"]);
    git(site.root(), &["commit", "-q", "-m", "x"]);
}

const ENGLISH: &str = "One two three four.\n\n## Why\n\nFive six seven eight.\n\nNine ten.";
const FRENCH: &str = "Un deux trois quatre.\n\n## Pourquoi\n\nCinq six sept huit.\n\nNeuf dix.";

/// A site in a repository: an original and its translation, committed together.
fn site() -> Site {
    let site = Site::new(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", ENGLISH)),
        ("content/news/treaty.fr.md", &translation("Le traité", FRENCH)),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    git(site.root(), &["init", "-q"]);
    commit(&site);
    site
}

fn edit(site: &Site, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(site.root().join(path)).unwrap();
    assert!(text.contains(from), "{text}");
    site.write(path, text.replace(from, to));
}

fn json(site: &Site, arguments: &[&str]) -> Value {
    let run = site.run(&[&["translations", "--json", "--now", NOW], arguments].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr))
}

/// The entry of the French treaty.
fn entry(site: &Site) -> Value {
    json(site, &["--lang", "fr", "--section", "news"])["stories"][0]["translations"][0].clone()
}

fn state(site: &Site) -> (String, u64) {
    let entry = entry(site);
    (entry["state"].as_str().unwrap().to_owned(), entry["words"].as_u64().unwrap())
}

/// The notes and problems of `check` with a code.
fn found(site: &Site, code: &str) -> Vec<Value> {
    let run = site.run(&["check", "--json", "--now", NOW]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stdout));
    let all = ["diagnostics", "notes"].map(|key| report[key].as_array().unwrap().clone());
    all.concat().into_iter().filter(|problem| problem["code"] == code).collect()
}

fn message(problem: &Value) -> &str {
    problem["message"].as_str().unwrap()
}

#[test]
fn git_says_that_an_original_has_changed_since_its_translation_was_committed() {
    if !has_git() {
        return;
    }
    let site = site();
    assert_eq!(state(&site), ("present".into(), 0));
    edit(&site, "content/news/treaty.en.md", "six seven", "6 seven and");
    assert_eq!(state(&site), ("outdated".into(), 2), "only the words that changed");
    assert_eq!(entry(&site)["changed"][0]["line"], 12);
    assert_eq!(entry(&site)["since"]["day"], "2025-01-20");
    commit(&site);
    assert_eq!(state(&site), ("outdated".into(), 2), "committed or not");
    edit(&site, "content/news/treaty.fr.md", "Cinq six sept", "Cinq 6 sept et");
    assert_eq!(state(&site).0, "present", "words that are not committed count as if they were");
    commit(&site);
    assert_eq!(state(&site).0, "present");
    edit(&site, "content/news/treaty.en.md", "\n\nNine ten.", "");
    assert_eq!((entry(&site)["removed"].as_u64(), state(&site).1), (Some(1), 0));
    assert_eq!(site.run(&["translations", "--now", NOW, "--lang", "fr", "--fail-on", "outdated"]).code, 1);
}

#[test]
fn a_commit_of_other_lines_says_nothing_of_the_words() {
    if !has_git() {
        return;
    }
    let site = site();
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    commit(&site);
    edit(&site, "content/news/treaty.fr.md", "summary:", "slug: traite\nsummary:");
    commit(&site);
    assert_eq!(state(&site), ("outdated".into(), 1));
}

#[test]
fn files_are_followed_through_other_names_in_any_script_and_below_other_folders() {
    if !has_git() {
        return;
    }
    let site = Site::new(&[
        ("новости сайта/site.yaml", common::CONFIG),
        ("новости сайта/content/news/old.en.md", &article("T", "2025-01-20", "", ENGLISH)),
        ("новости сайта/content/news/old.fr.md", &translation("Le traité", FRENCH)),
        ("новости сайта/content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("other.txt", "Not the site's."),
    ]);
    git(site.root(), &["init", "-q"]);
    commit(&site);
    for language in ["en", "fr"] {
        let file = |name: &str| format!("новости сайта/content/news/{name}.{language}.md");
        git(site.root(), &["mv", &file("old"), &file("договор")]);
    }
    commit(&site);
    edit(&site, "новости сайта/content/news/договор.en.md", "Nine", "Nine more");
    commit(&site);
    let all = json(&site, &["--root", "новости сайта", "--lang", "fr", "--section", "news"]);
    let entry = &all["stories"][0]["translations"][0];
    assert_eq!((&entry["state"], &entry["words"]), (&"outdated".into(), &1.into()), "{all}");
}

#[test]
fn pages_are_the_same_with_git_and_without() {
    if !has_git() {
        return;
    }
    let site = site();
    site.write("site.yaml", format!("{}options: {{ translation_notice: true }}\n", common::CONFIG));
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    let with = site.build().files();
    assert!(with.keys().any(|path| path.ends_with("treaty/index.html")) || with.len() > 5);
    fs::remove_dir_all(site.root().join(".git")).unwrap();
    assert!(with == site.build().files());
    assert_eq!(state(&site).0, "present", "nobody knows");
}

#[test]
fn check_tells_what_has_no_record_once_and_a_strict_check_does_not_fail() {
    if !has_git() {
        return;
    }
    let site = site();
    site.write("content/news/treaty.ru.md", translation("Договор", "Раз.\n\n## Почему\n\nПять.\n\nДевять."));
    let notes = found(&site, "D118");
    assert_eq!(notes.len(), 1);
    assert_eq!(message(&notes[0]), "2 translations do not say what they were translated from: fr 1, ru 1");
    assert!(notes[0]["hints"].to_string().contains("--record-all"), "{}", notes[0]);
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    commit(&site);
    let behind = found(&site, "D111");
    assert_eq!(behind.len(), 1, "the Russian one was committed after the change");
    assert!(message(&behind[0]).contains("has 1 block that changed since this translation was committed"));
    assert!(behind[0]["hints"].to_string().contains("1 word to do: content/news/treaty.en.md:14"), "{}", behind[0]);
    let are_notes = |found: &[Value]| found.iter().all(|told| told["severity"] == "note");
    assert!(are_notes(&notes) && are_notes(&behind), "no reason to fail, under --strict either");
    site.write("site.yaml", format!("{}diagnostics: {{ D118: error }}\n", common::CONFIG));
    assert_eq!(site.run(&["check", "--now", NOW]).code, 1, "a site may ask for records");
}

#[test]
fn records_begin_with_what_is_not_known_to_be_behind() {
    if !has_git() {
        return;
    }
    let site = site();
    site.write("content/news/b.en.md", article("B", "2025-01-21", "", "Alpha."));
    site.write("content/news/b.fr.md", translation("B", "Alpha."));
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    let report = json(&site, &["--record-all"]);
    assert_eq!(report["recorded"][0]["path"], "content/news/b.fr.md");
    assert_eq!(report["skipped"][0]["path"], "content/news/treaty.fr.md");
    assert_eq!(report["skipped"][0]["why"], "git");
    let said = site.run(&["translations", "--now", NOW, "--record-all"]).stdout;
    assert!(said.contains("0 translations recorded\n1 not recorded: out of date"), "{said}");
    assert_eq!(site.run(&["translations", "--record"]).code, 2, "it needs files");
}

#[test]
fn the_words_that_changed_are_shown_beside_the_translation() {
    if !has_git() {
        return;
    }
    let site = site();
    edit(&site, "content/news/treaty.en.md", "Five six seven", "Five 6 seven");
    edit(&site, "content/news/treaty.en.md", "\n\nNine ten.", "\n\nQuite new words here.");
    let said = site.run(&["translations", "--diff", "news/treaty", "--lang", "fr", "--now", NOW]).stdout;
    for part in [
        "news/treaty  en → fr\nsince the translation was committed (",
        "5 words to do, 1 block gone\n",
        "content/news/treaty.en.md:12\n  Five [-six-]{+6+} seven eight.\ncontent/news/treaty.fr.md:9\n  Cinq six sept huit.\n",
        "content/news/treaty.en.md: gone\n  [-Nine ten.-]\ncontent/news/treaty.fr.md:11\n  Neuf dix.\n",
        "  {+Quite new words here.+}\ncontent/news/treaty.fr.md\n  To be written after line 9.\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "no colours where nobody sees them");
    let report = json(&site, &["--diff", "content/news/treaty.fr.md"]);
    let block = &report["comparisons"][0]["blocks"][0];
    assert_eq!((&block["line"], &block["words"], &block["translation"]["line"]), (&12.into(), &1.into(), &9.into()));
    assert_eq!(block["parts"][1]["gone"], "six");
    let run = site.run(&["translations", "--diff", "news/traety"]);
    assert!(run.code == 2 && run.stderr.contains("did you mean `news/treaty`"), "{}", run.stderr);
    assert_eq!(site.run(&["translations", "--diff", "news/treaty", "--lang", "ru"]).code, 2);
}

#[test]
fn a_record_alone_names_the_blocks_and_git_their_words() {
    if !has_git() {
        return;
    }
    let site = site();
    assert_eq!(site.run(&["translations", "--record", "content/news/treaty.fr.md", "--now", NOW]).code, 0);
    commit(&site);
    edit(&site, "content/news/treaty.en.md", "Five six seven", "Five 6 seven");
    assert_eq!(state(&site), ("outdated".into(), 1));
    let blocks = |site: &Site| json(site, &["--diff", "news/treaty"])["comparisons"][0].clone();
    assert_eq!(blocks(&site)["blocks"][0]["before"].as_str().unwrap().trim(), "Five six seven eight.");
    fs::remove_dir_all(site.root().join(".git")).unwrap();
    assert_eq!(state(&site), ("outdated".into(), 4), "all words of the block");
    let report = blocks(&site);
    assert_eq!((&report["by"], &report["blocks"][0]["before"]), (&"record".into(), &Value::Null));
    assert_eq!(report["blocks"][0]["translation"]["line"], 10, "where the translation says it is known");
    let said = site.run(&["translations", "--diff", "news/treaty", "--now", NOW]).stdout;
    assert!(said.contains("What the blocks said before is not known: the site is in no git repository."), "{said}");
}

#[test]
fn a_clone_without_its_past_says_so_and_nothing_that_is_wrong() {
    if !has_git() {
        return;
    }
    let site = site();
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    commit(&site);
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.root().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", &from, "site"]);
    let root = clone.path().join("site");
    let run = run(Command::new(env!("CARGO_BIN_EXE_dateline")).args(["translations", "--now", NOW]).current_dir(&root));
    assert!(run.code == 0 && run.stdout.contains("  fr        present"), "{}", run.stdout);
    assert!(run.stdout.contains("only the last part of the history"), "{}", run.stdout);
}

#[test]
fn nothing_that_a_repository_or_its_surroundings_say_is_run_or_believed() {
    if !has_git() {
        return;
    }
    let site = site();
    edit(&site, "content/news/treaty.en.md", "Nine", "Nine more");
    commit(&site);
    let mark = site.root().join("was-run");
    let evil = format!("touch '{}'; false", mark.display());
    for key in ["core.pager", "pager.log", "diff.external", "core.fsmonitor", "core.sshCommand", "gpg.program"] {
        git(site.root(), &["config", key, &evil]);
    }
    for (key, value) in [
        ("log.showSignature", "true"),
        ("diff.orderFile", "/nowhere"),
        ("color.ui", "always"),
        ("log.showRoot", "false"),
        ("diff.renames", "false"),
        ("diff.bad.textconv", &evil),
        ("log.follow", "true"),
    ] {
        git(site.root(), &["config", key, value]);
    }
    site.write(".gitattributes", "*.md diff=bad\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["translations", "--now", NOW, "--json", "--lang", "fr"]).current_dir(site.root());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env(name, "/nowhere");
    }
    command.env("GIT_EXTERNAL_DIFF", &evil).env("GIT_PAGER", &evil).env("GIT_TRACE", "2");
    let run = run(&mut command);
    assert!(run.stdout.contains("\"state\": \"outdated\""), "{}{}", run.stdout, run.stderr);
    assert!(!mark.exists());
}

#[test]
fn without_the_program_or_a_repository_dates_and_records_decide() {
    let site = Site::new(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", ENGLISH)),
        ("content/news/treaty.fr.md", &translation("Le traité", FRENCH)),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["translations", "--now", NOW, "--json"]).current_dir(site.root()).env("PATH", "/nowhere");
    let run = run(&mut command);
    assert!(run.code == 0 && run.stdout.contains("the program `git` is not installed"), "{}", run.stdout);
    assert_eq!(state(&site).0, "present");
    let notes = found(&site, "D118");
    assert!(notes[0]["hints"].to_string().contains("it does not show in them"), "{}", notes[0]);
}

/// What a translation lacks of `original`, as `check` tells it.
fn lacking(original: &str, translated: &str) -> Vec<Value> {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-20", "", original)),
        ("content/news/a.fr.md", &translation("A", translated)),
        ("content/news/b.en.md", &article("B", "2025-01-20", "", "Other.")),
        ("content/news/b.fr.md", &translation("B", "Autre.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    found(&site, "D119")
}

#[test]
fn a_translation_has_the_parts_of_its_original() {
    let original = "See [b](b.en.md) and [x](https://example.org/en/x).[^1]\n\n## Why\n\nText.\n\n> **Said.**\n\n\
                    | a |\n| - |\n| b |\n\n## How\n\nText.\n\n[^1]: Note.";
    let whole = "Voir [b](b.fr.md) et [x](https://example.org/fr/x).[^n]\n\n## Pourquoi\n\nTexte.\n\n> **Dit.**\n\n\
                 | a |\n| - |\n| b |\n\n## Comment\n\nTexte.\n\n[^n]: Note.";
    assert_eq!(lacking(original, whole), Vec::<Value>::new());
    let told = lacking(original, "Voir b.\n\n## Pourquoi\n\nTexte.\n\nTexte.");
    assert_eq!(told.len(), 1, "one report for all: {told:#?}");
    let text = message(&told[0]);
    for part in ["1 heading", "2 links", "1 footnote", "1 table", "1 pull quote"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let hints = told[0]["hints"].to_string();
    assert!(hints.contains("`How` (content/news/a.en.md:20)"), "{hints}");
    assert!(hints.contains("`b.en.md` (content/news/a.en.md:8)") && hints.contains("adapted: true"), "{hints}");
    assert_eq!(
        (told[0]["severity"].as_str(), told[0]["path"].as_str()),
        (Some("warning"), Some("content/news/a.fr.md"))
    );
    for (from, to, is_told) in [
        ("## A\n\nb\n\n## C\n\nd", "## A\n\nb\n\n### C\n\nd", true),
        ("## A\n\nb\n\n### C\n\nd", "### A\n\nb\n\n#### C\n\nd", false),
        ("[x](/en/news/b/)", "[x](/fr/news/b/)", false),
        ("[x](#why) text", "[x](#pourquoi) texte", false),
        ("[x](https://a.example/)", "Rien.", true),
        ("Nothing.", "[x](https://a.example/) et\n\n## Plus", false),
    ] {
        assert_eq!(!lacking(from, to).is_empty(), is_told, "{from} / {to}");
    }
}

#[test]
fn an_adapted_text_and_one_that_is_out_of_date_are_left_in_peace() {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "Text.\n\n## Why\n\nText.")),
        ("content/news/a.fr.md", &translation("A", "Texte.")),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    assert_eq!(found(&site, "D119").len(), 1);
    edit(&site, "content/news/a.fr.md", "summary", "adapted: true\nsummary");
    assert_eq!(found(&site, "D119").len(), 0);
    edit(&site, "content/news/a.fr.md", "adapted: true\n", "");
    edit(&site, "content/news/a.en.md", "author", "updated: 2025-01-25\nauthor");
    assert_eq!(found(&site, "D119").len(), 0);
}

#[test]
fn a_copy_that_nobody_has_translated_is_told() {
    let long = "The treaty was signed in Paris on Monday by the ministers of both countries.";
    let other = "It enters into force on the first of May, if both parliaments agree to it.";
    for (translated, is_told) in [
        (format!("{long}\n\n{other}"), true),
        (format!("{long}\n\n{other}\n\nUne phrase."), true),
        (format!("> {long}\n\nUne citation."), false),
        ("Le traité a été signé à Paris.".to_owned(), false),
        ("Paris.\n\nMoscow.".to_owned(), false),
    ] {
        let site = Site::new(&[
            (
                "content/news/a.en.md",
                &article("A", "2025-01-20", "", &format!("{long}\n\n{other}\n\n> {long}\n\nParis.\n\nMoscow.")),
            ),
            ("content/news/a.fr.md", &translation("A", &translated)),
            ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ]);
        let told = found(&site, "D125");
        assert_eq!(!told.is_empty(), is_told, "{translated}");
        if is_told {
            assert_eq!(told[0]["line"], 5);
            edit(&site, "content/news/a.fr.md", "summary", "# TODO translate\nsummary");
            assert_eq!(found(&site, "D125").len(), 0, "it says so itself");
        }
    }
}

#[test]
fn a_copied_message_is_told_and_a_borrowed_word_only_noted() {
    let site = Site::new(&[
        ("site.yaml", "title: T\nbase_url: https://x.example\nlanguages: [en, de, en-GB]\n"),
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "Text.")),
        (
            "locales/en/more.ftl",
            "send = Send by email\nshare = Share\ncafe = Café\nname = New York Times\nlike = I like it\nx = { $y }\n",
        ),
        (
            "locales/de/more.ftl",
            "send = Send by email\nshare = Share\n# same\ncafe = Café\n# same\nlike = I like it\nname = New York Times\nx = { $y }\n",
        ),
    ]);
    let told = found(&site, "D511");
    let seen: Vec<_> = told.iter().map(|p| (p["severity"].as_str().unwrap(), p["line"].as_u64().unwrap())).collect();
    assert_eq!(seen, [("warning", 1), ("note", 2)], "{told:#?}");
    assert_eq!(message(&told[0]), "`send` is the same in `de` and `en`");
    let hints = told[1]["hints"].to_string();
    assert!(hints.contains("`share` (line 2)") && hints.contains("`name`") && !hints.contains("cafe"), "{hints}");
}

#[test]
fn a_message_that_several_languages_lack_is_told_once() {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("A", "2025-01-20", "", "Text.")),
        ("locales/en/more.ftl", "mine = Mine\nother = Other\n"),
        ("locales/fr/more.ftl", "other = Autre\n"),
        ("locales/ru/more.ftl", "other = Другое\n"),
        ("templates/index.html", "{{ t(key=\"mine\") }}{{ t(key=\"other\") }}"),
    ]);
    let told: Vec<Value> = found(&site, "D502").into_iter().filter(|p| message(p).contains("mine")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(message(&told[0]), "`fr`, `ru` lack the message `mine`");
    assert!(told[0]["hints"].to_string().contains("locales/fr/more.ftl, locales/ru/more.ftl"), "{}", told[0]);
}

#[test]
fn the_preview_shows_what_changed_in_both_languages() {
    if !has_git() {
        return;
    }
    let site = Site::new(&[
        ("content/news/договор.en.md", &article("The treaty", "2025-01-20", "", ENGLISH)),
        ("content/news/договор.fr.md", &translation("Le traité", FRENCH)),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ]);
    git(site.root(), &["init", "-q"]);
    commit(&site);
    edit(&site, "content/news/договор.en.md", "six", "<b>6</b>");
    edit(&site, "content/news/договор.en.md", "author", "updated: 2025-01-25\nauthor");
    let preview = Preview::of(&site, &["--now", NOW]);
    let address = "/__dateline/translations/fr/news/%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80";
    let page = common::Page::parse(&preview.get(address).text());
    assert_eq!(page.text("del"), "[removed: six]");
    assert!(page.text("ins").contains("<b>6</b>"), "escaped: {}", page.text("ins"));
    assert_eq!(page.attributes("section p", "lang"), ["en", "fr"]);
    assert_eq!(page.attributes("section p", "dir"), ["ltr", "ltr"]);
    assert!(page.text("section > div:last-child p").contains("Cinq six sept huit."));
    let about: Value =
        serde_json::from_slice(&preview.get("/__dateline/page?path=/fr/news/traite/").bytes).unwrap_or_default();
    let all = about["translations"].as_array().cloned().unwrap_or_default();
    let index = preview.get("/__dateline/").text();
    assert!(index.contains(&format!("href=\"{address}\"")), "{index}");
    assert!(all.iter().all(|t| t["lang"] != "fr" || t["changes"] == address), "{about:#}");
    assert_eq!(preview.get("/__dateline/translations/ru/news/none").status, 404);
    let strange = preview.get_with(address, &[("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "iframe")]);
    assert_eq!(strange.status, 403);
}
