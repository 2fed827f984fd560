//! Pictures in raw HTML that nobody describes are told, wherever they stand.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};

/// Line and column of each report of a missing description, in the lines of the text.
fn told(body: &str, is_trusted: bool) -> Vec<(u64, u64)> {
    let text = article("Tea", "2025-01-20", "tea", body);
    let first = text.lines().position(|line| body.starts_with(line) && !line.is_empty()).unwrap() as u64;
    let site = Site::new(&[("content/news/a.en.md", &text)]);
    site.write("content/news/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6'/>");
    site.write("site.yaml", format!("{CONFIG}trust_html: {is_trusted}\n"));
    let (_, diagnostics) = site.check_json(&["--only", "D205"]);
    let number = |d: &serde_json::Value, key: &str| d[key].as_u64().unwrap();
    diagnostics.iter().map(|d| (number(d, "line") - first, number(d, "column"))).collect()
}

#[test]
fn an_empty_or_missing_description_is_told_at_its_element() {
    for is_trusted in [false, true] {
        for (body, place) in [
            ("<img src=\"a.svg\">", (1, 1)),
            ("<img src=\"a.svg\" alt=\"\">", (1, 1)),
            ("<img src=\"a.svg\" alt=\" \">", (1, 1)),
            ("<img src='a.svg' alt>", (1, 1)),
            ("<IMG SRC=a.svg ALT=''>", (1, 1)),
            ("Look <img src=a.svg alt=''> here", (1, 6)),
            ("<a href=\"https://a.example\"><img src=\"a.svg\" alt=\"\"></a>", (1, 29)),
            ("<picture>\n<source srcset=\"a.svg\">\n<img src=\"a.svg\" alt=\"\">\n</picture>", (3, 1)),
            ("<figure>\n  <img src=\"a.svg\">\n</figure>", (2, 3)),
            ("> <img src=\"a.svg\" role=\"img\">", (1, 3)),
            ("<map name=\"m\"><area href=\"https://a.example\" coords=\"0,0,1,1\"></map>", (1, 15)),
            ("<div role=\"img\" class=\"star\"></div>", (1, 1)),
        ] {
            assert_eq!(told(body, is_trusted), [place], "{body} {is_trusted}");
        }
    }
    for (body, place) in [
        ("<input type=\"IMAGE\" src=\"a.svg\">", (1, 1)),
        ("<svg role=\"img\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>", (1, 1)),
    ] {
        assert_eq!(told(body, true), [place], "{body}");
    }
}

#[test]
fn what_is_described_or_says_that_it_decorates_is_not_told() {
    for is_trusted in [false, true] {
        for body in [
            "<img src=\"a.svg\" alt=\"A cup\">",
            "<img alt=Cup src=a.svg>",
            "<img src=\"a.svg\" alt=\"\" role=\"presentation\">",
            "<img src=\"a.svg\" alt=\"\" role='none'>",
            "<img src=\"a.svg\" alt=\"\" aria-hidden=\"true\">",
            "<img src=\"a.svg\" aria-label=\"A cup\">",
            "<img src=\"a.svg\" width=\"1\" height=\"1\" alt=\"\">",
            "<map name=\"m\"><area href=\"https://a.example\" alt=\"A\"><area shape=\"default\"></map>",
            "`<img src=\"a.svg\">` and <!-- <img src=\"a.svg\"> --> words",
            "<div role=\"img\" aria-label=\"Three of five stars\"></div>",
        ] {
            assert_eq!(told(body, is_trusted), [], "{body} {is_trusted}");
        }
    }
    for body in [
        "<input type=\"image\" src=\"a.svg\" alt=\"Search\">",
        "<svg role=\"img\" viewBox=\"0 0 1 1\"><title>A cup</title></svg>",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>",
    ] {
        assert_eq!(told(body, true), [], "{body}");
    }
}
