//! Texts on their way to translators and back, as XLIFF and PO.

#![allow(clippy::unwrap_used)]

mod common;

use common::{NOW, Run, Site, article, translation};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

const BODY: &str = "The **treaty** was signed by Mr. Lee in [Moscow](https://example.org/moscow \"The city\"). It holds[^1].\n\n\
                    ## Why {#why}\n\n> Nobody knew.\n> We asked.\n\n- One `code`\n- Two &amp; *three*\n\n\
                    ![A ship](ship.svg \"The ship\")\n\n| Year | Ships |\n| - | -: |\n| 2024 | seven |\n\n\
                    ```sh\nrun --now\n```\n\n[^1]: Until 2026.\n";

const FRENCH: &str = "Le **traité** a été signé par M. Lee à [Moscou](https://example.org/moscow \"La ville\"). Il tient[^1].\n\n\
                      ## Pourquoi {#why}\n\n> Personne ne savait.\n> Nous avons demandé.\n\n- Un `code`\n- Deux & *trois*\n\n\
                      ![Un navire](ship.svg \"Le navire\")\n\n| An | Navires |\n| - | -: |\n| 2024 | sept |\n\n\
                      ```sh\nrun --now\n```\n\n[^1]: Jusqu’en 2026.\n";

const SHIP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 900\"><path d=\"M0 0h9\"/></svg>";

fn site(more: &[(&str, &str)]) -> Site {
    let original = article("The treaty", "2025-01-20", "", BODY);
    let mut files = vec![
        ("content/news/treaty.en.md", original.as_str()),
        ("content/news/ship.svg", SHIP),
        ("content/authors/ann.en.md", "---\nname: Ann Example\nrole: Editor\n---\nAnn writes. She reads, too.\n"),
        ("content/tags/iran.en.md", "---\nname: Iran\nsummary: A country.\n---\n"),
        (
            "locales/en/site.ftl",
            "# How many ships.\nships = { $count ->\n    [one] { $count } ship\n   *[other] { $count } ships\n}\nplain = Plain words\n",
        ),
    ];
    files.retain(|(path, _)| !more.iter().any(|(other, _)| other == path));
    files.extend(more);
    Site::new(&files)
}

fn run(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[&["translations"], arguments].concat())
}

fn export(site: &Site, more: &[&str]) {
    let out = site.root().join("out").to_string_lossy().into_owned();
    let done = run(site, &[&["export", "--now", NOW, "--force", "--to", &out], more].concat());
    assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
}

fn import(site: &Site, more: &[&str]) -> Run {
    let out = site.root().join("out").to_string_lossy().into_owned();
    run(site, &[&["import", "--now", NOW, &out], more].concat())
}

fn sheet(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join("out").join(path)).unwrap()
}

/// The files of a site that are its own: texts and messages.
fn own_files(root: &Path) -> BTreeMap<String, String> {
    let folders = ["content", "locales"].map(|folder| root.join(folder));
    let files = folders.iter().filter(|folder| folder.exists()).flat_map(WalkDir::new).map(Result::unwrap);
    let texts = files.filter(|file| file.file_type().is_file());
    texts
        .filter_map(|file| {
            let text = fs::read_to_string(file.path()).ok()?;
            Some((file.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"), text))
        })
        .collect()
}

/// Fills in a translator's work: every sentence that has no translation gets its own words in capital letters.
fn fill_xliff(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("<segment ") {
        let end = start + rest[start..].find("</segment>").unwrap();
        let segment = &rest[start..end];
        let from = segment.find("<source>").unwrap() + "<source>".len();
        let source = &segment[from..segment.find("</source>").unwrap()];
        out.push_str(&rest[..start]);
        if segment.contains("<target>") {
            out.push_str(segment);
        } else {
            let segment = segment.replace("state=\"initial\"", "state=\"translated\"");
            out.push_str(&format!("{segment}  <target>{}</target>\n      ", shouted(source)));
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Words in capital letters; tags and references stay as they are.
fn shouted(text: &str) -> String {
    let mut is_code = false;
    let mut is_reference = false;
    let one = |(at, c): (usize, char)| {
        let begins = |name: &str| text[at..].starts_with(name);
        match c {
            '<' | '{' => is_code = true,
            '>' | '}' => is_code = false,
            '&' => is_reference = ["&amp;", "&lt;", "&gt;", "&quot;"].into_iter().any(begins),
            _ => {}
        }
        let shown = if is_code || is_reference { c.to_string() } else { c.to_uppercase().to_string() };
        is_reference &= c != ';';
        shown
    };
    text.char_indices().map(one).collect()
}

fn fill_po(text: &str) -> String {
    let mut out = String::new();
    let mut source = String::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("msgid ") {
            source = words.to_owned();
        }
        match line {
            "msgstr \"\"" if source != "\"\"" => out.push_str(&format!("msgstr {}\n", shouted(&source))),
            line => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn change(site: &Site, path: &str, how: impl Fn(&str) -> String) {
    let path = format!("out/{path}");
    let text = how(&fs::read_to_string(site.root().join(&path)).unwrap());
    site.write(&path, text);
}

#[test]
fn mark_up_is_protected_and_words_are_cut_into_sentences() {
    let site = site(&[]);
    export(&site, &["--lang", "fr"]);
    let text = sheet(&site, "content/news/treaty.en.xlf");
    for expected in [
        "srcLang=\"en\" trgLang=\"fr\"",
        "original=\"content/news/treaty.en.md\" canResegment=\"no\"",
        "<data id=\"d1\" xml:space=\"preserve\">**</data>",
        "</pc> was signed by Mr. Lee in <pc id=\"2\" type=\"link\"",
        ">Moscow</pc>.</source>",
        "<source>It holds<ph id=\"3\" type=\"other\" subType=\"dateline:footnote\"",
        "<source>Why</source>",
        "<source>The city</source>",
        "<source>A ship</source>",
        "<source>The ship</source>",
        "<source>Two &amp; <pc id=\"1\"",
        "<source>seven</source>",
        "<source>Until 2026.</source>",
        "<note category=\"place\">content/news/treaty.en.md:",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(!text.contains("run --now"), "code is no text");
    let po = {
        export(&site, &["--lang", "fr", "--format", "po"]);
        sheet(&site, "content/news/treaty.en.po")
    };
    assert!(po.contains("msgid \"The <1>treaty</1> was signed by Mr. Lee in <2>Moscow</2>.\""), "{po}");
    assert!(po.contains("msgid \"It holds<3/>.\"") && po.contains("#. <3/>: [^1]"), "{po}");
    assert!(po.contains("\"Plural-Forms: nplurals=") && po.contains("#: content/news/treaty.en.md:"), "{po}");
}

#[test]
fn a_round_trip_that_changes_nothing_changes_no_byte() {
    let french = translation("Le traité", FRENCH);
    for format in ["xliff", "po"] {
        let site = site(&[
            ("content/news/treaty.fr.md", &french),
            (
                "content/authors/ann.fr.md",
                "---\nname: Ann Example\nrole: Rédactrice\n---\nAnn écrit.\nElle lit aussi.\n",
            ),
            (
                "locales/fr/site.ftl",
                "ships = { $count ->\n    [one] { $count } navire\n   *[other] { $count } navires\n}\n",
            ),
        ]);
        let before = own_files(site.root());
        export(&site, &["--lang", "fr", "--format", format, "news/treaty", "authors/ann"]);
        let done = import(&site, &[]);
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{}", done.stdout);
        assert_eq!(own_files(site.root()), before);
        let extension = if format == "po" { "po" } else { "xlf" };
        let text = sheet(&site, &format!("content/news/treaty.en.{extension}"));
        assert!(text.contains("Personne ne savait."), "what is there is filled in: {text}");
    }
}

#[test]
fn what_comes_back_is_written_with_the_structure_of_the_original() {
    for (format, extension) in [("xliff", "xlf"), ("po", "po")] {
        let site = site(&[]);
        export(&site, &["--lang", "fr", "--format", format]);
        for path in ["content/news/treaty.en", "content/authors/ann.en", "content/tags/iran.en", "messages"] {
            change(&site, &format!("{path}.{extension}"), if format == "po" { fill_po } else { fill_xliff });
        }
        let dry = import(&site, &["--dry-run"]);
        assert_eq!(dry.code, 0, "{}", dry.stderr);
        assert!(!site.root().join("content/news/treaty.fr.md").exists(), "a dry run writes nothing");
        let done = import(&site, &[]);
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{}", done.stdout);
        let files = own_files(site.root());
        let text = &files["content/news/treaty.fr.md"];
        for expected in [
            "title: \"THE TREATY\"",
            "translation_status: draft",
            "translated: \"",
            "THE **TREATY** WAS SIGNED BY MR. LEE IN [MOSCOW](https://example.org/moscow \"THE CITY\"). IT HOLDS[^1].\n",
            "## WHY {#why}\n",
            "> NOBODY KNEW. WE ASKED.\n",
            "- ONE `code`\n- TWO & *THREE*\n",
            "![A SHIP](ship.svg \"THE SHIP\")\n",
            "| YEAR | SHIPS |\n| - | -: |\n| 2024 | SEVEN |\n",
            "```sh\nrun --now\n```\n",
            "[^1]: UNTIL 2026.\n",
        ] {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
        assert!(files["content/authors/ann.fr.md"].contains("role: \"EDITOR\""), "{files:?}");
        assert!(files["content/tags/iran.fr.md"].contains("summary: \"A COUNTRY.\""), "{files:?}");
        let messages = &files["locales/fr/site.ftl"];
        assert!(messages.contains("[one] { $count } SHIP\n   *[other] { $count } SHIPS\n}"), "{messages}");
        assert!(messages.contains("plain = PLAIN WORDS\n"), "{messages}");
        // Once more: all of it is there.
        let again = import(&site, &[]);
        assert!(again.code == 0 && again.stdout.contains("Nothing to write"), "{}{}", again.stdout, again.stderr);
        let list: serde_json::Value =
            serde_json::from_str(&run(&site, &["--json", "--now", NOW, "--lang", "fr"]).stdout).unwrap();
        let story = list["stories"].as_array().unwrap().iter().find(|story| story["id"] == "news/treaty").unwrap();
        assert_eq!(story["translations"][0]["state"], "present");
        assert_eq!(story["translations"][0]["status"], "draft");
        assert_eq!(story["translations"][0]["recorded"], true);
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let site = site(&[]);
    export(&site, &["--lang", "ru", "--format", "po"]);
    let po = sheet(&site, "messages.po");
    for form in ["one", "few", "many", "other"] {
        assert!(po.contains(&format!("#ships:{form}-")), "{form}: {po}");
    }
    change(&site, "messages.po", fill_po);
    assert_eq!(import(&site, &[]).code, 0);
    let messages = own_files(site.root())["locales/ru/site.ftl"].clone();
    assert!(
        messages.contains("[few] { $count } SHIPS") && messages.contains("*[other] { $count } SHIPS"),
        "{messages}"
    );
}

#[test]
fn placeholders_that_are_lost_doubled_or_unknown_are_told_at_once_and_nothing_is_written() {
    let site = site(&[]);
    export(&site, &["--lang", "fr", "--format", "po", "news/treaty"]);
    let before = own_files(site.root());
    change(&site, "content/news/treaty.en.po", |text| {
        fill_po(text)
            .replace("THE <1>TREATY</1> WAS", "THE TREATY WAS")
            .replace("msgstr \"IT HOLDS<3/>.\"", "msgstr \"IT HOLDS<3/><3/>.\"")
            .replace("msgstr \"ONE <1/>\"", "msgstr \"ONE <1/> <7/>\"")
            .replace("msgstr \"TWO & <1>THREE</1>\"", "msgstr \"TWO & <1>THREE\"")
    });
    let done = import(&site, &[]);
    assert_eq!(done.code, 1, "{}{}", done.stdout, done.stderr);
    for expected in [
        "the placeholder <1>…</1> is missing",
        "the placeholder <3/> stands twice",
        "a placeholder 7 that the original does not have",
        "the placeholder <1>…</1> does not begin and end",
        "out/content/news/treaty.en.po:",
    ] {
        assert!(done.stderr.contains(expected), "{expected}\n{}", done.stderr);
    }
    assert_eq!(own_files(site.root()), before);
}

#[test]
fn what_changed_since_is_left_out_and_told() {
    let site = site(&[]);
    export(&site, &["--lang", "fr", "authors/ann"]);
    change(&site, "content/authors/ann.en.xlf", fill_xliff);
    site.write(
        "content/authors/ann.en.md",
        "---\nname: Ann Example\nrole: Editor\n---\nAnn writes. She paints, too.\n",
    );
    let done = import(&site, &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stderr.contains("the original has changed since this went out"), "{}", done.stderr);
    let text = own_files(site.root())["content/authors/ann.fr.md"].clone();
    assert!(text.contains("# TODO translate") && text.contains("role: \"EDITOR\""), "{text}");
    assert!(text.contains("<!-- Ann writes. She paints, too. -->") && !text.contains("translated:"), "{text}");
    // The next export knows what is left.
    export(&site, &["--lang", "fr", "authors/ann"]);
    let again = sheet(&site, "content/authors/ann.en.xlf");
    assert!(again.contains("<target>EDITOR</target>") && !again.contains("<target>ANN WRITES"), "{again}");
    change(&site, "content/authors/ann.en.xlf", fill_xliff);
    assert_eq!(import(&site, &[]).code, 0);
    let text = own_files(site.root())["content/authors/ann.fr.md"].clone();
    assert!(text.contains("ANN WRITES. SHE PAINTS, TOO.") && text.contains("translated:"), "{text}");
    assert!(!text.contains("TODO") && !text.contains("<!--"), "{text}");
}

#[test]
fn a_part_of_a_text_waits_for_the_rest_as_a_draft() {
    let site =
        site(&[("content/news/treaty.en.md", &article("Berlin", "2025-01-20", "", "One. Two.\n\n- Kyiv\n- b\n"))]);
    export(&site, &["--lang", "fr", "--format", "po", "news/treaty"]);
    // Words that are the same in both languages are words, too; and none of them is mark-up.
    change(&site, "content/news/treaty.en.po", |text| {
        text.replace("msgid \"Berlin\"\nmsgstr \"\"", "msgid \"Berlin\"\nmsgstr \"Berlin\"")
            .replace("msgid \"Kyiv\"\nmsgstr \"\"", "msgid \"Kyiv\"\nmsgstr \"1. *Kyiv [x](y)\"")
    });
    let done = import(&site, &[]);
    assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
    let text = own_files(site.root())["content/news/treaty.fr.md"].clone();
    for expected in ["# TODO translate\n", "title: \"Berlin\"\n", "draft: true\n", "<!-- One. Two. -->", "- <!-- b -->"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(text.contains("Kyiv") && !text.contains("translated:"), "{text}");
    site.write("content/news/treaty.fr.md", text.replace("draft: true", "draft: false"));
    let page = site.build().page("/fr/news/treaty/");
    assert!(page.texts("li").iter().any(|item| item.trim() == "1. *Kyiv [x](y)"), "{:?}", page.texts("li"));
}

#[test]
fn an_edited_sentence_gets_another_id_and_the_others_keep_theirs() {
    let site = site(&[]);
    let ids = || -> Vec<String> {
        export(&site, &["--lang", "fr", "authors/ann"]);
        let text = sheet(&site, "content/authors/ann.en.xlf");
        text.split("<segment id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let before = ids();
    site.write(
        "content/authors/ann.en.md",
        "---\nname: Ann Example\nrole: Editor\n---\nAnn writes. She paints, too.\n",
    );
    let after = ids();
    assert_eq!(before[..3], after[..3]);
    assert_ne!(before[3], after[3]);
}

#[test]
fn a_changed_paragraph_of_the_original_is_outdated_and_the_others_are_filled_in() {
    let french = translation("Le traité", "Un.\n\nDeux.\n\nTrois.\n");
    let site = site(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", "One.\n\nTwo.\n\nThree.\n")),
        ("content/news/treaty.fr.md", &french),
    ]);
    run(&site, &["--record", &site.root().join("content/news/treaty.fr.md").to_string_lossy()]);
    site.write(
        "content/news/treaty.en.md",
        article("The treaty", "2025-01-20", "", "One.\n\nTwo, and more.\n\nThree.\n\nFour.\n"),
    );
    export(&site, &["--lang", "fr", "news/treaty"]);
    let text = sheet(&site, "content/news/treaty.en.xlf");
    assert!(
        text.contains("subState=\"dateline:outdated\"") || text.contains("<source>Two, and more.</source>"),
        "{text}"
    );
    assert!(text.contains("<target>Un.</target>") && text.contains("<target>Trois.</target>"), "{text}");
    change(&site, "content/news/treaty.en.xlf", |text| {
        fill_xliff(text)
            .replace("<target>Deux.</target>", "<target>Deux, et plus.</target>")
            .replace("<target>TWO, AND MORE.</target>", "<target>Deux, et plus.</target>")
    });
    let done = import(&site, &[]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let text = own_files(site.root())["content/news/treaty.fr.md"].clone();
    assert!(text.trim_end().ends_with("Un.\n\nDeux, et plus.\n\nTrois.\n\nFOUR."), "{text}");
    let (_, problems) = site.check_json(&[]);
    assert!(!problems.iter().any(|problem| problem["code"] == "D111"), "{problems:?}");
}

#[test]
fn edits_of_a_writer_are_not_lost() {
    let french = translation("Le traité", "Un.\n");
    let site = site(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", "One.\n")),
        ("content/news/treaty.fr.md", &french),
    ]);
    export(&site, &["--lang", "fr", "news/treaty"]);
    change(&site, "content/news/treaty.en.xlf", |text| text.replace("<target>Un.</target>", "<target>Uno.</target>"));
    site.write("content/news/treaty.fr.md", french.replace("Un.", "Un seul."));
    let done = import(&site, &[]);
    assert!(done.code == 0 && done.stderr.contains("edited since the text went out"), "{}", done.stderr);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].contains("Un seul."));
    assert_eq!(import(&site, &["--force"]).code, 0);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].contains("Uno."));
}

#[test]
fn a_translation_with_other_blocks_is_not_filled_in_and_not_written_over() {
    let french = translation("Le traité", "Un et deux.\n");
    let site = site(&[
        ("content/news/treaty.en.md", &article("The treaty", "2025-01-20", "", "One.\n\nTwo.\n")),
        ("content/news/treaty.fr.md", &french),
    ]);
    export(&site, &["--lang", "fr", "news/treaty"]);
    let text = sheet(&site, "content/news/treaty.en.xlf");
    assert!(text.contains("has other blocks than the original") && !text.contains("Un et deux"), "{text}");
    change(&site, "content/news/treaty.en.xlf", fill_xliff);
    let done = import(&site, &[]);
    assert!(done.code == 0 && done.stderr.contains("nobody can say which belongs where"), "{}", done.stderr);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].contains("Un et deux."));
    assert_eq!(import(&site, &["--force"]).code, 0);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].trim_end().ends_with("ONE.\n\nTWO."));
}

#[test]
fn files_as_other_programs_save_them_are_read() {
    let site = site(&[]);
    export(&site, &["--lang", "fr", "authors/ann"]);
    change(&site, "content/authors/ann.en.xlf", |text| {
        let text = fill_xliff(text)
            .replace(
                "<target>ANN WRITES.</target>",
                "<target>\n   <mrk id=\"m1\" type=\"comment\">ANN</mrk>\n   WRITES.\n  </target>",
            )
            .replace("<", "<x:")
            .replace("<x:/", "</x:")
            .replace("<x:?xml", "<?xml")
            .replace("xmlns=", "xmlns:x=");
        format!("\u{feff}{text}")
    });
    let done = import(&site, &[]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{}", done.stdout);
    assert!(own_files(site.root())["content/authors/ann.fr.md"].contains("ANN WRITES. SHE READS, TOO."));
}

#[test]
fn what_is_no_answer_is_refused_in_words() {
    let site = site(&[]);
    export(&site, &["--lang", "fr", "authors/ann"]);
    let sent = fill_xliff(&sheet(&site, "content/authors/ann.en.xlf"));
    for (text, expected) in [
        (sent.replace("version=\"2.1\"", "version=\"1.2\""), "only XLIFF 2 is read"),
        (
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"></xliff>".to_owned(),
            "only XLIFF 2 is read",
        ),
        (sent.replace("trgLang=\"fr\"", "trgLang=\"de\""), "not a language of this site"),
        (sent.replace("content/authors/ann.en.md", "../../etc/passwd"), "is no text of this site"),
        (sent.replace("content/authors/ann.en.md", "/etc/passwd"), "is no text of this site"),
        (sent.replace("</xliff>", ""), "breaks off"),
        (sent.replacen("</unit>", "</unti>", 1), "no well-formed XML"),
        ("msgid broken".to_owned(), "none of a PO file"),
        ("<html></html>".to_owned(), "no XLIFF"),
    ] {
        site.write("out/content/authors/ann.en.xlf", text);
        let done = import(&site, &[]);
        assert!(done.code != 0 && done.stderr.contains(expected), "{expected}: {}{}", done.stdout, done.stderr);
    }
    assert!(!own_files(site.root()).contains_key("content/authors/ann.fr.md"));
}

#[test]
fn the_status_of_a_translation_is_kept_and_shown_to_readers_who_are_to_see_it() {
    let site = site(&[]);
    export(&site, &["--lang", "fr", "news/treaty"]);
    change(&site, "content/news/treaty.en.xlf", fill_xliff);
    assert_eq!(import(&site, &["--status", "machine"]).code, 0);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].contains("translation_status: machine\n"));
    let notice = |site: &Site| site.build().page("/fr/news/treaty/").texts(".notice").concat();
    assert_eq!(notice(&site), "");
    let config = fs::read_to_string(site.root().join("site.yaml")).unwrap();
    site.write("site.yaml", format!("{config}\noptions: {{ translation_status: true }}\n"));
    assert!(notice(&site).contains("traduit automatiquement"), "{}", notice(&site));
    // Somebody reads it, and says so.
    export(&site, &["--lang", "fr", "news/treaty"]);
    change(&site, "content/news/treaty.en.xlf", |text| {
        text.replace("state=\"initial\" subState=\"dateline:machine\"", "state=\"reviewed\"")
    });
    assert_eq!(import(&site, &[]).code, 0);
    assert!(own_files(site.root())["content/news/treaty.fr.md"].contains("translation_status: reviewed\n"));
    assert!(notice(&site).contains("relue par la rédaction"), "{}", notice(&site));
}

#[test]
fn the_sample_site_comes_back_as_it_went_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = Site::new(&[]);
    for folder in ["content", "locales", "templates"] {
        for file in WalkDir::new(root.join(folder)).into_iter().map(Result::unwrap).filter(|f| f.file_type().is_file())
        {
            let path = file.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            site.write(&path, fs::read(file.path()).unwrap());
        }
    }
    site.write("site.yaml", fs::read(root.join("site.yaml")).unwrap());
    let before = own_files(site.root());
    for language in ["en", "fr", "ru"] {
        for format in ["xliff", "po"] {
            export(&site, &["--lang", language, "--format", format]);
            let done = import(&site, &[]);
            assert_eq!(done.code, 0, "{language} {format}: {}", done.stderr);
            assert_eq!(own_files(site.root()), before, "{language} {format}: {}", done.stdout);
            fs::remove_dir_all(site.root().join("out")).unwrap();
        }
    }
}
