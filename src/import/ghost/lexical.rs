//! Lexical and Mobiledoc: texts that Ghost has not written as HTML, from its editors' own forms.

use super::Piece;
use crate::html::escape;
use crate::import::report::{Notes, Sort};
use serde_json::Value;

/// What is said of a card that is not known here.
const UNKNOWN: &str = "Parts of texts in a form of Ghost's editor that is not read: they were left out";

/// The signs of emphasis in a text of Lexical: one bit each, and the element that it is.
const FORMATS: [(u64, &str); 7] =
    [(1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup")];

/// A text of Lexical, in pieces.
pub(super) fn of_lexical(json: &str, place: &str, notes: &mut Notes) -> Vec<Piece> {
    let root: Value = serde_json::from_str(json).unwrap_or_default();
    let mut pieces = Vec::new();
    for node in children(&root["root"]) {
        pieces.extend(block(node, place, notes));
    }
    pieces
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node["children"].as_array().into_iter().flatten()
}

/// The text of a key; none where it is empty.
fn said<'v>(node: &'v Value, key: &str) -> Option<&'v str> {
    node[key].as_str().filter(|text| !text.trim().is_empty())
}

fn block(node: &Value, place: &str, notes: &mut Notes) -> Option<Piece> {
    let inside = |notes: &mut Notes| children(node).map(|node| inline(node, place, notes)).collect::<String>();
    let html = match node["type"].as_str().unwrap_or_default() {
        "paragraph" => format!("<p>{}</p>", inside(notes)),
        "heading" | "extended-heading" => {
            let tag = said(node, "tag").filter(|tag| tag.len() == 2 && tag.starts_with('h')).unwrap_or("h2");
            format!("<{tag}>{}</{tag}>", inside(notes))
        }
        "quote" | "extended-quote" | "aside" => format!("<blockquote><p>{}</p></blockquote>", inside(notes)),
        "list" => {
            let tag = if said(node, "listType") == Some("number") { "ol" } else { "ul" };
            format!("<{tag}>{}</{tag}>", inside(notes))
        }
        "horizontalrule" => "<hr>".to_owned(),
        _ => return card(node["type"].as_str().unwrap_or_default(), node, place, notes),
    };
    Some(Piece::Html(html))
}

fn inline(node: &Value, place: &str, notes: &mut Notes) -> String {
    let inside = |notes: &mut Notes| children(node).map(|node| inline(node, place, notes)).collect::<String>();
    match node["type"].as_str().unwrap_or_default() {
        "text" | "extended-text" | "code-highlight" => {
            let text = escape(node["text"].as_str().unwrap_or_default());
            let format = node["format"].as_u64().unwrap_or(0);
            let is_set = FORMATS.iter().filter(|(bit, _)| format & bit != 0);
            is_set.fold(text, |text, (_, tag)| format!("<{tag}>{text}</{tag}>"))
        }
        "link" | "autolink" => {
            let inside = inside(notes);
            match said(node, "url") {
                Some(url) => format!("<a href=\"{}\">{inside}</a>", escape(url)),
                None => inside,
            }
        }
        "linebreak" => "<br>".to_owned(),
        "tab" => " ".to_owned(),
        "listitem" => format!("<li>{}</li>", inside(notes)),
        "list" | "paragraph" => match block(node, place, notes) {
            Some(Piece::Html(html)) => html,
            _ => String::new(),
        },
        other => {
            notes.add(Sort::Decide, UNKNOWN, place, other);
            String::new()
        }
    }
}

/// A card, by its name and what it says: those of Mobiledoc have the same.
fn card(kind: &str, node: &Value, place: &str, notes: &mut Notes) -> Option<Piece> {
    let caption = |node: &Value| {
        let caption = said(node, "caption").map(|caption| format!("<figcaption>{caption}</figcaption>"));
        caption.unwrap_or_default()
    };
    let picture = |image: &Value| {
        let alt = said(image, "alt").unwrap_or_default();
        said(image, "src").map(|src| format!("<img src=\"{}\" alt=\"{}\">", escape(src), escape(alt)))
    };
    let html = match kind {
        // What stands in it only some readers saw.
        _ if !is_for_all(node) => {
            let what = "Parts of texts that only members saw: they were left out";
            notes.add(Sort::Decide, what, place, kind);
            return None;
        }
        "markdown" | "card-markdown" => return Some(Piece::Markdown(said(node, "markdown")?.to_owned())),
        "html" => said(node, "html")?.to_owned(),
        "image" => {
            let picture = picture(node)?;
            let picture = match said(node, "href") {
                Some(href) => format!("<a href=\"{}\">{picture}</a>", escape(href)),
                None => picture,
            };
            format!("<figure>{picture}{}</figure>", caption(node))
        }
        "gallery" => {
            let pictures = node["images"].as_array().into_iter().flatten().filter_map(|image| {
                let name = said(image, "src")?;
                picture(image).filter(|_| !name.is_empty())
            });
            let pictures = pictures.collect::<Vec<_>>().join("\n");
            format!("<figure><p>{pictures}</p>{}</figure>", caption(node))
        }
        "embed" => match said(node, "html") {
            Some(html) => format!("<figure class=\"kg-card kg-embed-card\">{html}{}</figure>", caption(node)),
            None => format!("<p>{}</p>", escape(said(node, "url")?)),
        },
        "bookmark" => {
            let url = said(node, "url")?;
            let title = said(&node["metadata"], "title").unwrap_or(url);
            format!("<p><a href=\"{}\">{}</a></p>", escape(url), escape(title))
        }
        "code" | "codeblock" => {
            let language = said(node, "language").map(|language| format!(" class=\"language-{}\"", escape(language)));
            let code = escape(node["code"].as_str().unwrap_or_default());
            format!("<pre><code{}>{code}</code></pre>", language.unwrap_or_default())
        }
        "callout" => {
            let sign = said(node, "calloutEmoji").map(|sign| format!("{} ", escape(sign))).unwrap_or_default();
            format!("<blockquote><p>{sign}{}</p></blockquote>", said(node, "calloutText").unwrap_or_default())
        }
        "toggle" => format!(
            "<details><summary>{}</summary>\n{}\n</details>",
            said(node, "heading").unwrap_or_default(),
            said(node, "content").unwrap_or_default()
        ),
        "button" => {
            let (url, words) = (said(node, "buttonUrl")?, said(node, "buttonText")?);
            format!("<p><a href=\"{}\">{}</a></p>", escape(url), escape(words))
        }
        "video" | "audio" => {
            let src = escape(said(node, "src")?);
            let title = said(node, "title").map(|title| format!(" title=\"{}\"", escape(title))).unwrap_or_default();
            format!("<figure><{kind} src=\"{src}\"{title}></{kind}>{}</figure>", caption(node))
        }
        "file" => {
            let (src, name) = (said(node, "src")?, said(node, "fileTitle").or_else(|| said(node, "fileName")));
            format!("<p><a href=\"{}\">{}</a></p>", escape(src), escape(name.unwrap_or(src)))
        }
        "hr" => "<hr>".to_owned(),
        // They show nothing on the web.
        "paywall" | "email" | "email-cta" | "hard-return" | "soft-return" => return None,
        other => {
            notes.add(Sort::Decide, UNKNOWN, place, other);
            return None;
        }
    };
    Some(Piece::Html(html))
}

/// Whether a card was shown to those who are no members.
fn is_for_all(node: &Value) -> bool {
    node["visibility"]["web"]["nonMember"].as_bool() != Some(false)
}

/// A text of Mobiledoc, in pieces.
pub(super) fn of_mobiledoc(json: &str, place: &str, notes: &mut Notes) -> Vec<Piece> {
    let root: Value = serde_json::from_str(json).unwrap_or_default();
    let mut pieces = Vec::new();
    for section in root["sections"].as_array().into_iter().flatten() {
        let tag = section[1].as_str().filter(|tag| tag.chars().all(|c| c.is_ascii_alphanumeric()));
        // Each kind of section has a number.
        match (section[0].as_u64(), tag) {
            (Some(1), Some(tag)) => {
                let inside = markers(&root, &section[2]);
                pieces.push(Piece::Html(match tag {
                    "blockquote" | "aside" => format!("<blockquote><p>{inside}</p></blockquote>"),
                    tag => format!("<{tag}>{inside}</{tag}>"),
                }));
            }
            (Some(3), Some(tag)) => {
                let items = section[2].as_array().into_iter().flatten();
                let items: String = items.map(|item| format!("<li>{}</li>", markers(&root, item))).collect();
                pieces.push(Piece::Html(format!("<{tag}>{items}</{tag}>")));
            }
            (Some(2), _) => pieces.extend(
                section[1].as_str().map(|src| Piece::Html(format!("<figure><img src=\"{}\"></figure>", escape(src)))),
            ),
            (Some(10), _) => {
                let of = section[1].as_u64().and_then(|i| root["cards"].get(usize::try_from(i).ok()?));
                let Some((kind, node)) = of.and_then(|of| Some((of[0].as_str()?, &of[1]))) else { continue };
                pieces.extend(card(kind, node, place, notes));
            }
            _ => notes.add(Sort::Decide, UNKNOWN, place, section[0].to_string()),
        }
    }
    pieces
}

/// Words with their marks: `[0, opened marks, number of closed ones, text]`.
fn markers(root: &Value, list: &Value) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for marker in list.as_array().into_iter().flatten() {
        for i in marker[1].as_array().into_iter().flatten().filter_map(Value::as_u64) {
            let Some(mark) = usize::try_from(i).ok().and_then(|i| root["markups"].get(i)) else { continue };
            let Some(tag) = mark[0].as_str() else { continue };
            let pairs = mark[1].as_array().map(Vec::as_slice).unwrap_or_default();
            let href = pairs.chunks(2).find(|pair| pair[0] == "href").and_then(|pair| pair.get(1)?.as_str());
            match href {
                Some(href) => out.push_str(&format!("<{tag} href=\"{}\">", escape(href))),
                None => out.push_str(&format!("<{tag}>")),
            }
            open.push(tag);
        }
        match marker[0].as_u64() {
            Some(0) => out.push_str(&escape(marker[3].as_str().unwrap_or_default())),
            // The only atom that says something is a line break.
            _ => out.push_str("<br>"),
        }
        for _ in 0..marker[2].as_u64().unwrap_or(0) {
            let Some(tag) = open.pop() else { break };
            out.push_str(&format!("</{tag}>"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(pieces: Vec<Piece>) -> String {
        let text = |piece: Piece| match piece {
            Piece::Html(html) => html,
            Piece::Markdown(markdown) => format!("({markdown})"),
        };
        pieces.into_iter().map(text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lexical_is_html_with_markdown_in_it() {
        let json = r##"{"root":{"children":[
            {"type":"paragraph","children":[{"type":"text","text":"A < ","format":0},{"type":"text","text":"b","format":3},
              {"type":"link","url":"/c/?d&e","children":[{"type":"text","text":"c","format":0}]},{"type":"linebreak"}]},
            {"type":"heading","tag":"h3","children":[{"type":"extended-text","text":"H"}]},
            {"type":"list","listType":"number","children":[{"type":"listitem","children":[{"type":"text","text":"1"}]}]},
            {"type":"image","src":"/a.jpg","alt":"A","caption":"<b>At</b> noon"},
            {"type":"markdown","markdown":"*m*"},
            {"type":"html","html":"<i>h</i>"},
            {"type":"html","html":"<i>secret</i>","visibility":{"web":{"nonMember":false}}},
            {"type":"embed","url":"https://youtu.be/a"},
            {"type":"poll","question":"?"}
        ]}}"##;
        let mut notes = Notes::default();
        assert_eq!(
            html(of_lexical(json, "post a", &mut notes)),
            "<p>A &lt; <em><strong>b</strong></em><a href=\"/c/?d&amp;e\">c</a><br></p>\n<h3>H</h3>\n<ol><li>1</li></ol>\n\
             <figure><img src=\"/a.jpg\" alt=\"A\"><figcaption><b>At</b> noon</figcaption></figure>\n(*m*)\n<i>h</i>\n\
             <p>https://youtu.be/a</p>"
        );
        let told: Vec<&str> = notes.0.iter().map(|note| note.detail.as_str()).collect();
        assert_eq!(told, ["html", "poll"]);
    }

    #[test]
    fn mobiledoc_is_html_with_markdown_in_it() {
        let json = r##"{"version":"0.3.1","atoms":[["soft-return","",{}]],"cards":[["markdown",{"markdown":"*m*"}],["hr",{}]],
            "markups":[["strong"],["a",["href","/c/"]]],
            "sections":[[1,"p",[[0,[],0,"A "],[0,[0],0,"b"],[0,[1],2,"c"],[1,[],0,0],[0,[],0,"d"]]],
              [3,"ul",[[[0,[],0,"1"]]]],[10,0],[10,1],[1,"h2",[[0,[],0,"H"]]],[10,9]]}"##;
        assert_eq!(
            html(of_mobiledoc(json, "post a", &mut Notes::default())),
            "<p>A <strong>b<a href=\"/c/\">c</a></strong><br>d</p>\n<ul><li>1</li></ul>\n(*m*)\n<hr>\n<h2>H</h2>"
        );
    }
}
