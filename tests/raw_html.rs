//! Raw HTML in texts: its addresses lead where those of Markdown do, and what readers do not get of it is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Page, Site, article};
use serde_json::Value;

/// A picture of two pixels by one.
const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='2' height='1'/>";

fn site(body: &str) -> Site {
    let names = "section-news = News\ntag-iran = Iran\n";
    Site::new(&[
        ("site.yaml", "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
        ("content/news/story/index.en.md", &article("Story", "2025-01-20", "iran", body)),
        ("content/news/story/p.svg", PICTURE),
        ("content/news/story/q.svg", PICTURE),
        ("content/news/story/r.pdf", "%PDF"),
        ("content/news/story/v.mp4", "film"),
        ("content/news/other.en.md", &article("Other", "2025-01-19", "iran", "Text.")),
        ("locales/en/names.ftl", names),
    ])
}

/// The problems in the text, as `line:column code message`; the text begins in line 8.
fn told(site: &Site) -> Vec<String> {
    let (_, problems) = site.check_json(&[]);
    let problem = |p: &Value| {
        let code = p["code"].as_str().unwrap();
        format!("{}:{} {code} {}", p["line"], p["column"], p["message"].as_str().unwrap())
    };
    problems.iter().filter(|p| p["path"] == "content/news/story/index.en.md").map(problem).collect()
}

fn page(site: &Site) -> Page {
    site.build().page("/en/news/story/")
}

fn trusted(site: Site) -> Site {
    let config = "title: The Gazette\nbase_url: https://news.example\nlanguages: [{ tag: en, prefix: en }]\ntrust_html: true\nhosting: { headers: off }\n";
    site.write("site.yaml", config);
    site
}

#[test]
fn addresses_in_raw_html_lead_where_those_of_markdown_do() {
    let body = "<figure><img src=\"p.svg\" alt=\"P\"><figcaption>C</figcaption></figure>\n\n\
        Read <a href='../other.md'>that</a> and <A HREF=r.pdf>this</A>.\n\n\
        > <picture>\n> <source srcset=\"q.svg 1x, https://a.example/b.svg 2x\">\n> <img src=p.svg alt=\"x\">\n> </picture>\n";
    for site in [site(body), trusted(site(body))] {
        assert_eq!(told(&site).iter().filter(|p| !p.contains("D220")).collect::<Vec<_>>(), [""; 0]);
        let page = page(&site);
        assert_eq!(page.attributes(".story figure img", "src"), ["/media/news/story/p.svg"]);
        assert_eq!(page.attributes(".story figure img", "width"), ["2"]);
        let links = page.attributes(".story a", "href");
        assert!(links.contains(&"/en/news/other/".to_owned()), "{links:?}");
        assert!(links.contains(&"/media/news/story/r.pdf".to_owned()), "{links:?}");
        assert_eq!(
            page.attributes("picture source", "srcset"),
            ["/media/news/story/q.svg 1x, https://a.example/b.svg 2x"]
        );
        let out = site.out();
        assert!(out.has("media/news/story/q.svg") && out.has("media/news/story/r.pdf"));
        assert!(!out.has("media/news/story/v.mp4"));
        let feed = out.text("en/feed.xml");
        assert!(!feed.contains("srcset") && feed.contains("https://news.example/media/news/story/p.svg"), "{feed}");
    }
}

#[test]
fn all_parts_of_a_trusted_film_are_published() {
    let site = trusted(site(
        "<video poster=\"p.svg\" controls><source src=\"v.mp4\"></video>\n\n<object data=\"r.pdf\">Text</object>\n\n<noscript><img src=\"q.svg\" alt=\"x\"></noscript>",
    ));
    assert_eq!(told(&site), [""; 0]);
    let page = page(&site);
    assert_eq!(page.attribute("video", "poster"), "/media/news/story/p.svg");
    assert_eq!(page.attribute("video source", "src"), "/media/news/story/v.mp4");
    assert_eq!(page.attribute("object", "data"), "/media/news/story/r.pdf");
    assert!(page.html().contains("/media/news/story/q.svg"));
    assert!(site.out().has("media/news/story/v.mp4") && site.out().has("media/news/story/q.svg"));
}

#[test]
fn a_broken_address_is_told_at_its_element_and_once() {
    let body = "Text ![p](p.svg) and\n<a href=\"gone.md\">x</a> <img src=\"p.svg\" alt=\"x\"> <img src=\"gone.png\" alt=\"x\">\n\n\
        <div>\n<a\n  href=\"lost.pdf\">y</a></div>";
    assert_eq!(
        told(&site(body)),
        [
            "9:1 D201 there is no article `news/story/gone.md`",
            "9:51 D202 there is no picture `gone.png` beside this file",
            "12:1 D201 there is no file `lost.pdf` beside this one",
        ]
    );
}

#[test]
fn what_browsers_see_from_the_page_still_leads_there() {
    let body = "<a href=\"../other/\">o</a> <a href=\"./\">s</a> <a href=\"../../#content\">h</a> <img src=\"../../../img/x.png\" alt=\"x\">";
    let site = site(body);
    site.write("static/img/x.png", "x");
    assert_eq!(told(&site), [""; 0]);
    let page = page(&site);
    let links = page.attributes(".story a", "href");
    assert!(links.contains(&"/en/news/other/".to_owned()) && links.contains(&"/en/#content".to_owned()), "{links:?}");
    assert_eq!(page.attributes(".story img", "src"), ["/img/x.png"]);
}

#[test]
fn below_a_base_path_an_address_from_the_root_may_have_it_or_not() {
    let site = site("<a href=\"/en/news/other/\">a</a> <a href=\"/paper/en/news/other/\">b</a>");
    site.write("site.yaml", "title: T\nbase_url: https://news.example/paper\nlanguages: [{ tag: en, prefix: en }]\n");
    let links = page(&site).attributes(".story a", "href");
    assert_eq!(links.iter().filter(|link| *link == "/paper/en/news/other/").count(), 2, "{links:?}");
}

#[test]
fn a_link_to_a_draft_stops_the_build() {
    let site = site("<a href=\"../draft.md\">x</a>");
    site.write(
        "content/news/draft.en.md",
        article("D", "2025-01-01", "iran", "").replace("tags:", "draft: true\ntags:"),
    );
    let (code, problems) = site.check_json(&[]);
    assert!(code == 1 && problems.iter().any(|p| p["code"] == "D203" && p["line"] == 8), "{problems:?}");
}

#[test]
fn each_element_that_is_taken_out_is_told_with_its_line_and_a_way_out() {
    let body = "<iframe src=\"https://v.example/e\"></iframe>\n\n<script async src=\"https://t.example/w.js\"></script>\n\n\
        <video src=\"v.mp4\" controls>Your browser is old.</video>\n\n<audio src=\"https://c.example/a.mp3\"></audio>\n\n\
        <form action=\"/f\"><input name=\"q\"><button>Go</button></form>\n\n<object data=\"r.pdf\"></object><embed src=\"r.pdf\">\n\n\
        <style>p { color: red }</style>\n\nA <font color=\"red\">red</font> <my-map>word</my-map>.\n\n<svg><title>T</title><text>drawn</text></svg>\n\n\
        In <script>document.write(\"*one*\")</script>a line.\n";
    let site = site(body);
    let taken: Vec<String> = told(&site);
    let lines: Vec<&str> = taken.iter().map(|p| p.split(" is taken").next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "8:1 D208 `<iframe>` of v.example",
            "10:1 D208 `<script>`",
            "12:1 D208 `<video>`",
            "14:1 D208 `<audio>`",
            "16:1 D208 `<form>`",
            "16:19 D208 `<input>`",
            "16:35 D208 `<button>`",
            "18:1 D208 `<object>`",
            "18:31 D208 `<embed>`",
            "20:1 D208 `<style>`",
            "22:3 D208 `<font>`",
            "22:32 D208 `<my-map>`",
            "24:1 D208 `<svg>`",
            "26:4 D208 `<script>`",
        ]
    );
    let (_, problems) = site.check_json(&[]);
    let of_text = problems.iter().filter(|p| p["code"] == "D208");
    assert!(of_text.clone().count() == 14 && of_text.clone().all(|p| p["hints"].as_array().unwrap().len() >= 2));
    assert!(of_text.clone().all(|p| p["severity"] == "warning"));
    assert_eq!(site.run(&["check", "--strict", "--now", common::NOW]).code, 1);
    let page = page(&site);
    let text = page.text(".story");
    assert!(text.contains("A red word.") && text.contains("In a line."), "{text}");
    for gone in ["browser is old", "document.write", "color: red", "drawn"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert!(!site.out().has("media/news/story/v.mp4") && !site.out().has("media/news/story/r.pdf"));
}

#[test]
fn what_stands_in_for_scripts_is_shown_and_never_as_code() {
    for body in [
        "<noscript><img src=\"p.svg\" alt=\"P\"></noscript>",
        "<div>\n<noscript><img src=\"p.svg\" alt=\"P\"></noscript>\n</div>",
        "Text <noscript><img src=\"p.svg\" alt=\"P\"></noscript>.",
    ] {
        let site = site(body);
        let problems = told(&site);
        assert!(problems.len() == 1 && problems[0].contains("D208 `<noscript>`"), "{problems:?}");
        let page = page(&site);
        assert!(!page.text(".story").contains("<img"), "{body}");
        assert_eq!(page.attributes(".story img", "src"), ["/media/news/story/p.svg"], "{body}");
        assert!(site.out().has("media/news/story/p.svg"));
    }
}

#[test]
fn what_stands_in_for_a_film_stays_where_it_is_a_link() {
    for body in [
        "Text <video controls><source src=\"v.mp4\">Old browser? <a href=\"r.pdf\">Read it</a></video> more.",
        "<video controls>\n<source src=\"v.mp4\">\nOld browser? <a href=\"r.pdf\">Read it</a>\n</video>",
        "Text <object data=\"v.mp4\">[Read it](r.pdf)</object> more.",
    ] {
        let site = site(body);
        assert_eq!(told(&site).len(), 1, "{body}");
        let page = page(&site);
        assert!(page.attributes(".story a", "href").contains(&"/media/news/story/r.pdf".to_owned()), "{body}");
        assert!(!page.has("source") && !site.out().has("media/news/story/v.mp4"), "{body}");
    }
}

#[test]
fn attributes_that_are_taken_out_are_told_and_alignment_becomes_a_class() {
    let body = "<p onclick=\"x()\" style=\"color: red; text-align: center\" data-x=\"1\">a</p>\n\n\
        <table><tr><td align=\"right\">1</td><td style=\"text-align:center\">2</td><td align=left class=\"n\">3</td></tr></table>\n";
    let site = site(body);
    assert_eq!(told(&site), ["8:1 D208 `onclick`, `style` (color) of `<p>` are taken out of the text"]);
    let page = page(&site);
    assert_eq!(page.attributes(".story p.center", "class"), ["center"]);
    assert_eq!(page.attributes(".story td", "class"), ["end", "center", "n start"]);
    assert!(page.attributes(".story [style], .story [onclick], .story [align]", "class").is_empty());
}

#[test]
fn harmless_mark_up_of_archives_stays() {
    let body = "<a name=\"top\" id=\"t\"></a> <progress value=\"3\" max=\"5\"></progress> <abbr title=\"European Union\">EU</abbr> \
        H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd> <ruby>東<rp>(</rp><rt>tō</rt><rp>)</rp></ruby> <a href=\"tel:+123\">t</a>\n\n\
        <details open>\n<summary>S</summary>\n\nInside.\n\n</details>\n\n\
        <dl><dt>a</dt><dd>b</dd></dl>\n\n<img src=\"p.svg\" alt=\"P\" loading=\"lazy\" srcset=\"q.svg 2x\" sizes=\"50vw\" height=\"9\">\n\n\
        <table><tbody><tr><td colspan=\"2\">x</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>\n\n[up](#top)\n";
    let site = site(body);
    assert_eq!(told(&site), [""; 0]);
    let page = page(&site);
    for selector in [
        "a[name=top][id=t]",
        "progress[value='3'][max='5']",
        "abbr[title='European Union']",
        "sub",
        "sup",
        "kbd",
        "ruby > rt",
        "details[open] > summary",
        "dl > dd",
        "img[loading=lazy][sizes='50vw'][srcset='/media/news/story/q.svg 2x'][height='9']",
        "tfoot td",
        "td[colspan='2']",
        "a[href='tel:+123']",
    ] {
        assert!(page.has(&format!(".story {selector}")), "{selector}: {}", page.html());
    }
}

#[test]
fn a_lead_picture_that_is_a_film_is_told() {
    let site = site("Text.");
    let text = article("Story", "2025-01-20", "iran", "Text.").replace("tags:", "image: { src: v.mp4, alt: x }\ntags:");
    site.write("content/news/story/index.en.md", text);
    assert!(told(&site)[0].starts_with("5:15 D209"), "{:?}", told(&site));
}

#[test]
fn what_has_no_end_hides_nothing_without_a_word() {
    for (body, place) in [
        ("<div class=\"a\n\nText.\n\n</div>\n", "8:1 D215 the tag"),
        ("<!-- a note\n\nText.\n", "8:1 D215 the comment"),
        ("<script>\nx()\n\nText.\n", "8:1 D215 `<script>` has no end"),
    ] {
        let problems = told(&site(body));
        assert!(problems.iter().any(|p| p.starts_with(place)), "{body}: {problems:?}");
    }
    let site = site("<div class=\"a\n\nText.\n\n</div>\n");
    assert!(page(&site).text(".story").contains("Text."));
    let open = self::site("One <iframe src=x> two.\n\nThree.\n");
    assert!(page(&open).text(".story").contains("two.") && page(&open).text(".story").contains("Three."));
}

#[test]
fn what_is_for_programs_or_made_by_browsers_is_told() {
    let site = site(
        "<?php echo 1; ?>\n\nA <img src=\"data:image/gif;base64,AA\" alt=\"x\"> <img data-src=\"p.svg\" alt=\"x\">",
    );
    let codes: Vec<String> = told(&site).iter().map(|p| p.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(codes, ["8:1 D208", "10:3 D206", "10:48 D208"]);
    let page = page(&site);
    assert!(!page.text(".story").contains("echo") && !page.html().contains("base64"));
}

#[test]
fn a_film_in_raw_html_and_a_document_are_no_pictures() {
    let site = site(
        "![The speech](v.mp4)\n\n![The report](r.pdf \"x\")\n\n![Sound](https://c.example/a.mp3)\n\n<img src=\"v.mp4\" alt=\"v\">\n\nA[^1]\n\n[^1]: Note <img src=\"p.svg\" alt=\"p\"> here.",
    );
    assert_eq!(
        told(&site).iter().map(|p| p.split(',').next().unwrap()).collect::<Vec<_>>(),
        [
            "8:1 D832 the film `content/news/story/v.mp4`: the file is no film and no sound of a kind that is known",
            "10:1 D209 `r.pdf` is a document",
            "12:1 D220 the policy in `/_headers` blocks the film or sound from https://c.example: `media-src 'self'`",
            "14:1 D209 `v.mp4` is a film"
        ]
    );
    let page = page(&site);
    assert!(page.attributes(".story a", "href").contains(&"/media/news/story/v.mp4".to_owned()));
    let sitemap = site.out().text("sitemap-en.xml");
    assert!(
        sitemap.contains("/media/news/story/p.svg") && !sitemap.contains("r.pdf") && !sitemap.contains("v.mp4"),
        "{sitemap}"
    );
}

#[test]
fn a_file_is_found_by_any_writing_of_its_name() {
    let body = "![A](photo%20%281%29.png)\n\n![B](a%26b.png)\n\n<img src=\"photo%20(1).png\" alt=\"x\">\n\n[C](../\u{438}\u{306}\u{43e}\u{434}.md) ![D](%D0%B8%CC%86.png)\n\n<img src=\"\u{439}.png\" alt=\"x\">";
    let site = site(body);
    site.write("content/news/story/photo (1).png", common::pictures::transparent(1400, 900));
    site.write("content/news/story/a&b.png", common::pictures::transparent(1400, 900));
    site.write("content/news/story/\u{439}.png", common::pictures::transparent(1400, 900));
    site.write(
        "content/news/\u{439}\u{43e}\u{434}.en.md",
        article("Iodine", "2025-01-10", "iran", "Text. [s](story/index.md)"),
    );
    site.write(
        "content/news/lead.en.md",
        article("Lead", "2025-01-09", "iran", "x")
            .replace("tags:", "image: { src: lead%20%281%29.png, alt: x }\ntags:"),
    );
    site.write("content/news/lead (1).png", common::pictures::transparent(1400, 900));
    site.write("content/authors/ann.en.md", "---\nname: Ann\nphoto: \u{438}\u{306}.png\n---\n");
    site.write("content/authors/\u{439}.png", common::pictures::transparent(1400, 900));
    let (code, problems) = site.check_json(&[]);
    assert_eq!((code, problems.len()), (0, 0), "{problems:?}");
    let out = site.build();
    let files = out.files();
    for stem in
        ["news/story/photo--1-.", "news/story/a-b.", "news/story/\u{439}.", "news/lead--1-.", "authors/\u{439}."]
    {
        assert!(files.keys().any(|path| path.starts_with(&format!("assets/media/{stem}"))), "{stem}");
    }
}

#[test]
fn an_author_and_a_pinned_story_are_found_however_their_letters_are_composed() {
    let site = site("Text.");
    let text = article("Story", "2025-01-20", "iran", "Text.");
    let text = text.replace("author: ann", "author: zoe\u{308}\nrelated: [news/\u{438}\u{306}\u{43e}\u{434}]");
    site.write("content/news/story/index.en.md", text);
    site.write("content/authors/zo\u{eb}.en.md", "---\nname: Zo\u{eb} Ash\n---\nText.\n");
    site.write("content/news/\u{439}\u{43e}\u{434}.en.md", article("Iodine", "2025-01-10", "iran", "Text."));
    assert_eq!(told(&site), [""; 0]);
    let page = page(&site);
    assert!(page.text(".byline").contains("Zo\u{eb} Ash") && page.text(".related").contains("Iodine"));
}

#[test]
fn a_site_that_trusts_raw_html_gets_it_as_it_is() {
    let site = trusted(site(
        "<p style=\"color:red\" onclick=\"x()\">a</p>\n\n<iframe src=\"https://v.example/e\" title=\"V\"></iframe>\n\n<script>x()</script>\n",
    ));
    assert_eq!(told(&site), [""; 0]);
    let page = page(&site);
    assert!(page.has(".story p[style][onclick]") && page.has(".story iframe[src='https://v.example/e']"));
}

#[test]
fn a_raw_link_that_runs_code_stops_publication_in_any_disguise() {
    for href in ["javascript:x()", " JaVaScript:x()", "java&#x09;script:x()", "vbscript:x", "data:text/html,x"] {
        let site = site(&format!("A <a href=\"{href}\">b</a>."));
        let (code, problems) = site.check_json(&["--only", "D206"]);
        assert_eq!((code, problems.len()), (1, 1), "{href}: {problems:?}");
        assert_eq!((problems[0]["severity"].as_str(), problems[0]["line"].as_u64()), (Some("error"), Some(8)));
    }
}
