//! Where the pictures of front matter may be, how they are cut, and until when they may be shown.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article, pictures, translation};
use serde_json::Value;

/// An article with a lead picture, from the lines below `image`.
fn with_image(title: &str, image: &str) -> String {
    let lines: String = image.lines().map(|line| format!("  {line}\n")).collect();
    article(title, "2025-01-20", "tea", "Words.").replacen("---\n", &format!("---\nimage:\n{lines}"), 1)
}

fn site(image: &str) -> Site {
    let site = Site::new(&[("content/news/a.en.md", &with_image("Tea", image))]);
    site.write("content/news/a.png", pictures::small());
    site.write("content/culture/x/photo.png", pictures::small());
    site.write("static/photos/x.png", pictures::small());
    site.write("static/photos/ä b.png", pictures::small());
    site
}

fn told(site: &Site) -> Vec<(String, u64, String)> {
    let (_, diagnostics) = site.check_json(&[]);
    let text = |d: &Value, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    diagnostics
        .iter()
        .filter(|d| {
            text(d, "path").starts_with("content/") && !["D109", "D502", "D112", "D802"].contains(&&*text(d, "code"))
        })
        .map(|d| {
            let hints = d["hints"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
            (text(d, "code"), d["line"].as_u64().unwrap_or_default(), format!("{} | {hints}", text(d, "message")))
        })
        .collect()
}

#[test]
fn a_lead_picture_may_be_beside_the_text_below_content_or_in_static() {
    for (src, stem) in [
        ("a.png", "news/a"),
        ("./a.png", "news/a"),
        ("../culture/x/photo.png", "culture/x/photo"),
        ("/culture/x/photo.png", "culture/x/photo"),
        ("/media/culture/x/photo.png", "culture/x/photo"),
        ("static/photos/x.png", "photos/x"),
        ("/static/photos/x.png", "photos/x"),
        ("/photos/x.png", "photos/x"),
        ("static/photos/ä b.png", "photos/%C3%A4-b"),
        ("https://news.example/photos/x.png", "photos/x"),
    ] {
        let site = site(&format!("src: {src}\nalt: A cup"));
        assert_eq!(told(&site), [], "{src}");
        let out = site.build();
        let page = out.text("en/news/a/index.html");
        assert!(page.contains(&format!("src=\"/assets/media/{stem}.")), "{src}");
        assert!(page.contains("width=\"2\" height=\"1\""), "{src}");
        assert!(out.has("photos/x.png"), "what is in static/ is published as it is");
        assert!(!out.has("media/photos/x.png"), "{src}");
    }
}

#[test]
fn content_stands_before_static_where_both_have_a_path() {
    let site = site("src: /photos/x.png\nalt: A cup");
    site.write("content/photos/x.png", pictures::transparent(1200, 800));
    assert!(site.build().text("en/news/a/index.html").contains(".1200.png\""));
}

#[test]
fn a_picture_elsewhere_is_shown_where_the_policy_allows_it() {
    let image = "src: https://pics.example/a.jpg?w=1200\nalt: A cup\nwidth: 1600\nheight: 900px\n\
                 social: https://pics.example/card.png";
    let site = site(image);
    let problems = told(&site);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].0.as_str(), problems[0].1), ("D220", 3));
    assert!(problems[0].2.contains("pictures_from: [pics.example]"), "{problems:?}");
    site.write("site.yaml", format!("{CONFIG}hosting: {{ pictures_from: [pics.example] }}\n"));
    assert_eq!(told(&site), []);
    let out = site.build();
    let page = out.text("en/news/a/index.html");
    assert!(page.contains("src=\"https://pics.example/a.jpg?w=1200\""), "{page}");
    assert!(page.contains("width=\"1600\" height=\"900\""), "{page}");
    assert!(page.contains("content=\"https://pics.example/card.png\""), "{page}");
    assert!(out.text("sitemap-en.xml").contains("<image:loc>https://pics.example/a.jpg?w=1200</image:loc>"));
}

#[test]
fn what_cannot_be_a_picture_elsewhere_is_told_with_the_way_out() {
    for (src, code, words) in [
        ("https://pics.example/a.jpg", "D821", "`width: 1600` and `height: 900`"),
        ("http://pics.example/a.jpg", "D823", "https://pics.example/a.jpg"),
        ("//pics.example/a.jpg", "D101", "`https://pics.example/a.jpg`"),
        ("https://pics.example/a b.jpg", "D101", "encode those"),
        ("https://", "D101", "https://"),
        ("data:image/png;base64,AAAA", "D206", "begins with https://"),
        ("javascript:alert(1)", "D206", "begins with https://"),
        ("'C:\\photos\\a.jpg'", "D101", "your own computer"),
        ("static/photos/y.png", "D202", "`static/photos/x.png`"),
        ("/photos/y.png", "D202", "`/photos/x.png`"),
        ("b.png", "D202", "`a.png`"),
        ("../../../etc/passwd", "D202", "correct its name"),
    ] {
        let problems = told(&site(&format!("src: {src}\nalt: A cup")));
        let found = problems.iter().find(|(found, ..)| found == code);
        let code_of_bad_value = if code == "D101" { problems.iter().find(|(_, line, _)| *line == 3) } else { None };
        let (_, line, text) = found.or(code_of_bad_value).unwrap_or_else(|| panic!("{src}: {problems:?}"));
        assert_eq!(*line, 3, "{src}: {problems:?}");
        assert!(text.contains(words), "{src}: {problems:?}");
    }
}

#[test]
fn a_mistake_in_what_is_said_of_a_picture_is_told_with_the_right_form() {
    for (line, words) in [
        ("focus: 30px 20px", "focus: 30% 20%"),
        ("focus: 0.3 0.2", "focus: 30% 20%"),
        ("focus: lef top", "focus: 30% 20%"),
        ("crop: non", "`none`"),
        ("crop: false", "crop: none"),
        ("until: soon", "2025-01-20"),
        ("width: wide", "pixels"),
        ("width: 0", "pixels"),
        ("fokus: 30% 20%", "`focus`"),
    ] {
        let problems = told(&site(&format!("src: a.png\nalt: A cup\n{line}")));
        assert_eq!(problems.len(), 1, "{line}: {problems:?}");
        assert_eq!(problems[0].1, 5, "{line}: {problems:?}");
        assert!(problems[0].2.contains(words), "{line}: {problems:?}");
    }
    for focus in ["30% 20%", "left top", "center", "30 20", "70", "[30, 20]", "'30%'"] {
        assert_eq!(told(&site(&format!("src: a.png\nalt: A cup\nfocus: {focus}\ncrop: auto"))), [], "{focus}");
    }
}

#[test]
fn after_its_last_day_a_picture_leaves_no_trace() {
    let site = site("src: a.png\nalt: A very rare cup\ncaption: Rare\ncredit: Agency\nuntil: 2025-02-10");
    site.write("content/news/a.fr.md", translation("Thé", "Mots."));
    let text_files = |now: &str| {
        let run = site.run(&["build", "--now", now]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let out = site.out();
        let mut all = String::new();
        for entry in walkdir::WalkDir::new(&out.folder).into_iter().filter_map(Result::ok) {
            all.push_str(&format!("{}\n", entry.path().display()));
            if entry.file_type().is_file() {
                all.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()));
            }
        }
        (all, run.stderr)
    };
    let (before, notes) = text_files("2025-02-09T22:59:59Z");
    assert!(before.contains("media/news/a.") && before.contains("A very rare cup"));
    assert!(!notes.contains("D822"), "{notes}");
    let (after, notes) = text_files("2025-02-09T23:00:00Z");
    for trace in ["media/news/a.", "very rare cup", "Rare", "Agency"] {
        assert!(!after.contains(trace), "{trace}");
    }
    assert_eq!(notes.matches("warning[D822]").count(), 1, "it is told once, where it is written: {notes}");
}

#[test]
fn a_translation_inherits_what_is_said_of_the_same_picture_alone() {
    let original = "src: a.png\nalt: A cup\nuntil: 2025-01-25\nsocial: /culture/x/photo.png";
    for (own, is_shown) in [
        ("alt: Tasse", false),
        ("src: ./a.png\nalt: Tasse", false),
        ("src: a.png\nalt: Tasse\nuntil: 2025-03-01", true),
        ("src: /culture/x/photo.png\nalt: Tasse", true),
    ] {
        let site = site(original);
        let lines: String = own.lines().map(|line| format!("  {line}\n")).collect();
        let text = translation("Thé", "Mots.").replacen("---\n", &format!("---\nimage:\n{lines}"), 1);
        site.write("content/news/a.fr.md", text);
        let page = site.build().text("fr/news/a/index.html");
        assert_eq!(page.contains("alt=\"Tasse\""), is_shown, "{own}");
    }
}

#[test]
fn authors_dossiers_and_terms_take_the_same_forms() {
    let site = site("src: a.png\nalt: A cup");
    site.write(
        "content/authors/ann.en.md",
        "---\nname: Ann\nphoto: { src: static/photos/x.png, alt: Ann at work, focus: top, credit: Bo }\n---\nShe writes.\n",
    );
    let image = "image: { src: /photos/x.png, alt: A pot, crop: none }";
    site.write("content/dossiers/d.en.md", format!("---\ntitle: Pots\ntags: [tea]\n{image}\n---\nAbout.\n"));
    site.write("content/tags/tea.en.md", format!("---\nname: Tea\n{image}\n---\nAbout.\n"));
    assert_eq!(told(&site), []);
    let out = site.build();
    assert!(out.text("en/authors/ann/index.html").contains("/photos/x."));
    for page in ["en/dossiers/d/index.html", "en/tags/tea/index.html"] {
        assert!(out.text(page).contains("src=\"/assets/media/photos/x."), "{page}");
    }
    site.write("content/authors/ann.en.md", "---\nname: Ann\nphoto: gone.png\n---\nShe writes.\n");
    let problems = told(&site);
    assert_eq!((problems[0].0.as_str(), problems[0].1), ("D202", 3), "{problems:?}");
}
