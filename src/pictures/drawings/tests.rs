//! What is known of attacks by drawings, one by one; and what drawing programs write.

use super::*;

const OPEN: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">"#;

fn drawing(inside: &str) -> String {
    format!("{OPEN}{inside}</svg>")
}

fn cleaned(file: &str) -> (String, Vec<Taken>) {
    match clean(file.as_bytes()) {
        Ok(cleaned) => (String::from_utf8(cleaned.bytes.into_owned()).unwrap(), cleaned.taken),
        Err(fault) => panic!("{file}: {fault:?}"),
    }
}

fn fault(bytes: &[u8]) -> Fault {
    match clean(bytes) {
        Err(fault) => fault,
        Ok(cleaned) => panic!("{}", String::from_utf8_lossy(&cleaned.bytes)),
    }
}

#[test]
fn a_drawing_without_fault_keeps_its_bytes() {
    let file = drawing(concat!(
        "<title>Map</title><style>.a{fill:url(#g)}</style>\n<defs><linearGradient id='g'><stop offset='1'/></linearGradient>",
        "<g id='p'><path d='M0 0h9'/></g></defs><use href='#p'/><use xlink:href='#p' transform='scale(2)'/>",
        "<image href='data:image/png;base64,AA==' width='1' height='1'/><a href='https://a.b/'><text class='a'>x &amp; y</text>",
        "</a><rect fill='url(#g)' style='stroke:red' data-name='Layer 1' aria-label='x'><animate attributeName='x' to='1'/></rect>",
    ));
    let found = clean(file.as_bytes()).unwrap();
    assert!(matches!(found.bytes, Cow::Borrowed(bytes) if bytes == file.as_bytes()));
    assert_eq!(found.taken, []);
}

#[test]
fn every_known_attack_is_taken_out_and_told() {
    let attacks = [
        (Kind::Script, "<script>attack()</script>"),
        (Kind::Script, "<script href='attack.js'/>"),
        (Kind::Script, "<script xlink:href='data:text/javascript,attack()'/>"),
        (Kind::Script, "<s:script xmlns:s='http://www.w3.org/2000/svg'>attack()</s:script>"),
        (Kind::Script, "<h:script xmlns:h='http://www.w3.org/1999/xhtml' src='attack.js'/>"),
        (Kind::Script, "<metadata><script>attack()</script></metadata>"),
        (Kind::Script, "<x:y xmlns:x='urn:x'><script>attack()</script></x:y>"),
        (Kind::Script, "<style><script>attack()</script></style>"),
        (Kind::Script, "<handler type='application/ecmascript'>attack()</handler>"),
        (Kind::Script, "<title><script>attack()</script></title>"),
        (Kind::Script, "<g><g><desc><script><![CDATA[attack()]]></script></desc></g></g>"),
        (Kind::Handler, "<rect onload='attack()'/>"),
        (Kind::Handler, "<rect onclick='attack()'/>"),
        (Kind::Handler, "<rect OnMouseOver='attack()'/>"),
        (Kind::Handler, "<animate onbegin='attack()' attributeName='x' dur='1s'/>"),
        (Kind::Handler, "<image href='data:image/png,x' onerror='attack()'/>"),
        (Kind::Handler, "<metadata><rect onload='attack()'/></metadata>"),
        (Kind::Link, "<a href='javascript:attack()'><text>x</text></a>"),
        (Kind::Link, "<a xlink:href='&#106;avascript&#58;attack()'><text>x</text></a>"),
        (Kind::Link, "<a href=' java&#10;script:attack()'><text>x</text></a>"),
        (Kind::Link, "<a href='data:text/html,attack'><text>x</text></a>"),
        (Kind::Link, "<a href='#x' xlink:href='vbscript:attack'><text>x</text></a>"),
        (Kind::Outside, "<use href='attack.svg#a'/>"),
        (Kind::Outside, "<use xlink:href='data:image/svg+xml;base64,attack#a'/>"),
        (Kind::Outside, "<image href='https://attack.example/a.png'/>"),
        (Kind::Outside, "<image href='//attack.example/a.png'/>"),
        (Kind::Outside, "<image xlink:href='data:image/svg+xml,attack'/>"),
        (Kind::Outside, "<feImage href='https://attack.example/a.png'/>"),
        (Kind::Outside, "<linearGradient href='attack.svg#a'/>"),
        (Kind::Outside, "<textPath href='attack.svg#a'/>"),
        (Kind::Outside, "<rect fill='url(https://attack.example/#a)'/>"),
        (Kind::Outside, "<rect filter='url(attack.svg#a)'/>"),
        (Kind::Outside, "<rect mask='u&#114;l(attack.svg#a)'/>"),
        (Kind::Outside, r"<rect mask='\75rl(attack.svg#a)'/>"),
        (Kind::Outside, "<rect style='fill:url(//attack.example/a)'/>"),
        (Kind::Outside, "<rect style='background:image-set(\"attack.png\" 1x)'/>"),
        (Kind::Outside, "<rect cursor='url(attack.cur),auto'/>"),
        (Kind::Outside, "<set attributeName='fill' to='url(https://attack.example)'/>"),
        (Kind::Outside, "<animate attributeName='fill' values='red;url(attack.svg#a)'/>"),
        (Kind::Outside, "<style>@import 'attack.css';</style>"),
        (Kind::Outside, "<style>@im<!-- -->port 'attack.css';</style>"),
        (Kind::Outside, "<style>@im<![CDATA[port 'attack.css']]>;</style>"),
        (Kind::Outside, "<style><![CDATA[@font-face{font-family:a;src:url(https://attack.example/a.woff)}]]></style>"),
        (Kind::Outside, "<style>text{fill:u&#x72;l(https://attack.example/a)}</style>"),
        (Kind::Outside, "<font-face><font-face-src><font-face-uri href='attack.woff'/></font-face-src></font-face>"),
        (Kind::Outside, "<color-profile href='attack.icc'/>"),
        (Kind::Outside, "<g xml:base='https://attack.example/'/>"),
        (Kind::Outside, "<a href='https://a.b' ping='https://attack.example'/>"),
        (
            Kind::Page,
            "<foreignObject><h:iframe xmlns:h='http://www.w3.org/1999/xhtml' src='attack.html'/></foreignObject>",
        ),
        (
            Kind::Page,
            "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><img src='attack'/></body></foreignObject>",
        ),
        (Kind::Page, "<h:iframe xmlns:h='http://www.w3.org/1999/xhtml' srcdoc='attack'/>"),
        (Kind::Page, "<iframe src='attack.html'/>"),
        (Kind::Page, "<video href='attack.mp4'/>"),
        (Kind::Page, "<m:math xmlns:m='http://www.w3.org/1998/Math/MathML' href='attack'/>"),
        (Kind::Animation, "<a><set attributeName='href' to='javascript:attack()'/></a>"),
        (Kind::Animation, "<a><animate attributeName='xlink:href' values='javascript:attack()'/></a>"),
        (Kind::Animation, "<rect><set attributeName='onmouseover' to='attack()'/></rect>"),
        (Kind::Animation, "<rect><set attributeName='style' to='attack'/></rect>"),
        (Kind::Animation, "<image><set attributeName=' href ' to='attack.png'/></image>"),
        (Kind::Unknown, "<SCRIPT>attack()</SCRIPT>"),
        (Kind::Unknown, "<attack>x</attack>"),
    ];
    for (kind, attack) in attacks {
        let file = drawing(&format!("<g>\n {attack}</g>"));
        let (left, taken) = cleaned(&file);
        assert!(!left.contains("attack"), "{attack}: {left}");
        // The element in another case is no script.
        let kind = if attack.contains("SCRIPT") { Kind::Script } else { kind };
        assert_eq!(taken.iter().map(|taken| taken.kind).collect::<Vec<_>>(), [kind], "{attack}: {taken:?}");
        assert_eq!(taken[0].line, 2, "{attack}");
    }
}

#[test]
fn style_sheets_from_elsewhere_and_declarations_are_taken_out() {
    let (left, taken) =
        cleaned(&format!("<?xml version='1.0'?>\n<?xml-stylesheet href='attack.xsl'?>\n{}", drawing("")));
    assert_eq!((taken[0].kind, taken[0].line), (Kind::Outside, 2));
    assert!(!left.contains("attack"), "{left}");
    for declared in [
        "<!ENTITY attack SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY % attack SYSTEM 'https://attack.example/a.dtd'> %attack;",
        "<!ATTLIST svg onload CDATA 'attack()'>",
        "<!ENTITY attack '<script/>'>",
    ] {
        let (left, taken) = cleaned(&format!("<!DOCTYPE svg [\n{declared}\n]>{}", drawing("")));
        assert_eq!(left, drawing(""));
        assert_eq!((taken[0].kind, taken[0].line), (Kind::Declaration, 2), "{declared}");
    }
}

#[test]
fn abbreviations_of_plain_text_are_written_out_and_all_places_stay_those_of_the_file() {
    let file = concat!(
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [\n",
        "<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n<!ENTITY ns_ai 'http://ns.adobe.com/AdobeIllustrator/10.0/'>\n]>\n",
        "<svg xmlns=\"&ns_svg;\" xmlns:i=\"&ns_ai;\" viewBox='0 0 9 9'><switch><foreignObject requiredExtensions=\"&ns_ai;\">\n",
        "<i:pgfRef/></foreignObject><g i:extraneous='self'><path d='M0 0'/></g></switch>\n  <path onload='x'/><![CDATA[&ns_ai;]]></svg>",
    );
    let (left, taken) = cleaned(file);
    assert!(left.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"") && left.contains("[CDATA[&ns_ai;]]"), "{left}");
    assert!(!left.contains("DOCTYPE") && !left.contains("foreignObject") && !left.contains("extraneous"), "{left}");
    let places: Vec<_> = taken.iter().map(|taken| (taken.kind, taken.line, taken.column)).collect();
    assert_eq!(places, [(Kind::Handler, 7, 9)]);
}

#[test]
fn notes_of_programs_go_without_a_word() {
    let file = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Created with Inkscape by anna -->\n",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" ",
        "xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" ",
        "sodipodi:docname=\"anna.svg\" inkscape:export-filename=\"/home/anna/map.png\" viewBox=\"0 0 9 9\">",
        "<sodipodi:namedview><inkscape:grid/></sodipodi:namedview><metadata><rdf:RDF>anna</rdf:RDF></metadata>",
        "<g inkscape:label=\"Layer of anna\" inkscape:groupmode=\"layer\"><path d=\"M0 0\" sodipodi:nodetypes=\"cc\" p-id=\"3\"/></g></svg>",
    );
    let (left, taken) = cleaned(file);
    assert_eq!(taken, []);
    assert!(!left.contains("anna"), "{left}");
    assert!(left.contains("<g><path d=\"M0 0\"/></g>"), "{left}");
    assert!(left.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\""), "{left}");
}

#[test]
fn declarations_of_namespaces_go_with_what_they_are_for() {
    let file = concat!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:anna=\"file:///home/anna/\" xmlns:on='javascript:attack()'\n",
        "  xmlns:xlink = \"http://www.w3.org/1999/xlink\" viewBox='0 0 9 9' xmlns:x=\"&#106;avascript:attack()\">",
        "<g xmlns:s='http://www.w3.org/2000/svg' xmlns:i='urn:i'><s:path d='M0 0' anna:x='y'/></g>",
        "<g xmlns=\"javascript:attack()\" a='b'><path d='attack'/></g><use xlink:href='#a'/></svg>",
    );
    let (left, taken) = cleaned(file);
    let expected = concat!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"\n  xmlns:xlink = \"http://www.w3.org/1999/xlink\" viewBox='0 0 9 9'>",
        "<g xmlns:s='http://www.w3.org/2000/svg'><s:path d='M0 0'/></g><use xlink:href='#a'/></svg>",
    );
    assert_eq!((left.as_str(), taken), (expected, vec![]));
}

#[test]
fn a_prefix_or_an_attribute_of_any_name_runs_nothing() {
    for (kind, attack) in [
        (Kind::Handler, "<use xmlns:on='http://www.w3.org/1999/xlink' on:href='#attack'/>"),
        (Kind::Link, "<rect id='javascript:attack()'/>"),
        (Kind::Link, "<rect class=' Java&#10;Script:attack()'/>"),
        (Kind::Link, "<animate attributeName='x' to='vbscript:attack()'/>"),
        (Kind::Link, "<a xlink:role='javascript:attack()'/>"),
    ] {
        let (left, taken) = cleaned(&drawing(attack));
        assert!(!left.contains("attack"), "{attack}: {left}");
        assert_eq!(taken.iter().map(|taken| taken.kind).collect::<Vec<_>>(), [kind], "{attack}");
    }
    let label = drawing("<path d='M0 0' aria-label='JavaScript: 63 %' data-name='JavaScript: 63 %'/>");
    assert_eq!(cleaned(&label), (label, vec![]));
}

#[test]
fn what_looks_like_a_tag_to_some_readers_is_written_as_text() {
    for (inside, expected) in [
        ("<text><![CDATA[>&<script>]]>a<![CDATA[<]]></text>", "<text>&gt;&amp;&lt;script&gt;a&lt;</text>"),
        ("<style><![CDATA[</style><script>a>b{}]]></style>", "<style>&lt;/style>&lt;script>a>b{}</style>"),
        ("<text>a]]<!-- -->>b<b/>]<?c?>]<?c?>></text>", "<text>a]]&gt;b]]&gt;</text>"),
        ("<text><![CDATA[a & b]]></text>", "<text><![CDATA[a & b]]></text>"),
    ] {
        assert_eq!(cleaned(&drawing(inside)).0, drawing(expected), "{inside}");
    }
}

#[test]
fn what_is_no_drawing_is_told_where_it_is_wrong() {
    let utf16: Vec<u8> = "\u{feff}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bomb =
        "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>".to_owned() + &drawing("<text>&b;</text>");
    let long = format!("<!DOCTYPE svg [<!ENTITY a '{}'>]>{}", "a".repeat(1000), drawing(&"&a;".repeat(100_000)));
    let repeated =
        (1..40).map(|i| format!("<g id='a{i}'><use href='#a{0}'/><use href='#a{0}'/></g>", i - 1)).collect::<String>();
    let cases: Vec<(Vec<u8>, &str, Option<usize>)> = vec![
        (Vec::new(), "empty", None),
        (b" \n ".to_vec(), "empty", None),
        (vec![0x1f, 0x8b, 8, 0], "compressed", None),
        (utf16, "UTF-16", None),
        (b"<svg \xff>".to_vec(), "UTF-8", Some(1)),
        (format!("<?xml version='1.0' encoding='utf-7'?>{}", drawing("")).into_bytes(), "utf-7", Some(1)),
        (format!("<?xml version='1.0' encoding='iso-8859-1'?>{}", drawing("é")).into_bytes(), "iso-8859-1", Some(1)),
        (b"<!doctype html><html></html>".to_vec(), "XML", Some(1)),
        (b"<!DOCTYPE HTML>\n<html></html>".to_vec(), "web page", Some(1)),
        (b"\n<html xmlns='http://www.w3.org/1999/xhtml'/>".to_vec(), "web page", Some(2)),
        (b"<svg viewBox='0 0 1 1'/>".to_vec(), "does not say", Some(1)),
        (b"<svg xmlns='http://www.w3.org/2000/SVG'/>".to_vec(), "no drawing", Some(1)),
        (drawing("\n<g></text>").into_bytes(), "closes", Some(2)),
        (drawing("\n\n<g").into_bytes(), "broken XML", Some(3)),
        (OPEN.as_bytes().to_vec(), "ends in the middle", None),
        (drawing("\n&nbsp;").into_bytes(), "&nbsp;", Some(2)),
        (drawing("\n<a title='1' title='2'/>").into_bytes(), "twice", Some(2)),
        (drawing("\nA & B").into_bytes(), "&", Some(2)),
        (drawing("\n<i:a/>").into_bytes(), "i:", Some(2)),
        (bomb.into_bytes(), "&b;", Some(1)),
        (long.into_bytes(), "longer", None),
        (drawing(&"<g>".repeat(100_000)).into_bytes(), "ends|closes", None),
        (drawing(&("<g>".repeat(100_000) + &"</g>".repeat(100_000))).into_bytes(), "one in another", Some(1)),
        (drawing(&"<g/>".repeat(2_000_001)).into_bytes(), "million parts", None),
        (drawing(&repeated).into_bytes(), "million shapes", None),
        (vec![b' '; LARGEST + 1], "32 MB", None),
        (b"<!DOCTYPE svg [ <!ENTITY a \"".to_vec(), "no end", Some(1)),
    ];
    for (bytes, words, line) in cases {
        let fault = fault(&bytes);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        assert!(words.split('|').any(|words| fault.message.contains(words)), "{shown}: {fault:?}");
        if !words.contains('|') {
            assert_eq!(fault.place.map(|(line, _)| line), line, "{shown}: {fault:?}");
        }
    }
}

#[test]
fn namespaces_cannot_exhaust_the_memory() {
    let many: String = (0..30_000).map(|i| format!(" xmlns:a{i}='u{i}'")).collect();
    let file = format!("<svg xmlns='http://www.w3.org/2000/svg'{many}>{}</svg>", "<g xmlns:b='c'/>".repeat(50_000));
    assert!(fault(file.as_bytes()).message.contains("namespaces"));
}

#[test]
fn what_repeats_itself_is_not_drawn_and_no_fault() {
    let file = drawing("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>");
    assert_eq!(cleaned(&file).0, file);
}

#[test]
fn a_declaration_goes_and_the_others_stay() {
    let (left, taken) = cleaned(&drawing("\n<path style=\"fill:red;filter:url('a.svg#b');stroke:#000\" d='M0 0'/>"));
    assert!(left.contains("<path style=\"fill:red;stroke:#000\" d='M0 0'/>"), "{left}");
    assert_eq!((taken[0].line, taken[0].column), (2, 34));
    assert_eq!(taken[0].address.as_deref(), Some("a.svg#b"));
}

mod properties {
    use super::*;
    use proptest::prelude::*;
    use roxmltree::Document;

    /// Pieces of drawings, harmless and not.
    fn piece() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "<script>x</script>",
            "<path d='M0 0' onload='x'/>",
            "<a href='javascript:x'>",
            "</a>",
            "<g>",
            "</g>",
            "text",
            "<!-- c -->",
            "<?p q?>",
            "<![CDATA[x<y]]>",
            "&amp;",
            "&a;",
            "<style>",
            "</style>",
            "@import 'x';",
            "b{c:url(x)}",
            "<use href='x.svg#a'/>",
            "<use xlink:href='#a'/>",
            "<foreignObject>",
            "</foreignObject>",
            "<metadata>",
            "</metadata>",
            "<i:x xmlns:i='urn:i' i:y='z'/>",
            "<svg xmlns=''>",
            "</svg>",
            "<set attributeName='href'/>",
            "\n",
            "'",
            "\"",
            "<",
            ">",
            "<rect style='a:b;c:url(d)' fill=\"url('#a')\" stroke='url(\"e\")'/>",
            "<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>",
        ]);
        prop::collection::vec(leaf, 0..12).prop_map(|parts| parts.concat())
    }

    /// What may not be in a drawing, read from its tree in another way than the cleaning does.
    fn forbidden(text: &str) -> Option<String> {
        let document = Document::parse(text).ok()?;
        document.descendants().filter(|node| node.is_element()).find_map(|node| {
            let name = node.tag_name().name();
            let is_svg = node.tag_name().namespace() == Some("http://www.w3.org/2000/svg");
            let is_bad_value = |value: &str| {
                let value = value.to_lowercase();
                value.contains("javascript:")
                    || value.contains("url(x")
                    || value.contains("url(d")
                    || value.contains("x.svg")
            };
            let bad = node.attributes().find(|a| a.name().starts_with("on") || is_bad_value(a.value()));
            let sheet =
                name == "style" && node.text().is_some_and(|css| css.contains("@import") || css.contains("url(x"));
            let is_bad = !is_svg || bad.is_some() || sheet || ["script", "foreignObject", "metadata"].contains(&name);
            is_bad.then(|| format!("{name} {bad:?}"))
        })
    }

    proptest! {
        #[test]
        fn what_is_left_is_a_drawing_has_nothing_forbidden_and_is_left_as_it_is(inside in piece(), head in piece()) {
            for file in [drawing(&inside), format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{head}{}", drawing(&inside))] {
                let Ok(first) = clean(file.as_bytes()) else { continue };
                let text = std::str::from_utf8(&first.bytes).unwrap();
                prop_assert_eq!(forbidden(text), None, "{}", text);
                let second = clean(&first.bytes).unwrap();
                prop_assert_eq!(&second.bytes, &first.bytes);
                prop_assert_eq!(second.taken, vec![]);
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), inside in "\\PC{0,80}") {
            let _ = clean(&bytes);
            let _ = clean(drawing(&inside).as_bytes());
            let _ = clean(inside.as_bytes());
            let _ = clean(format!("<!DOCTYPE svg [{inside}").as_bytes());
            let _ = clean(drawing(&format!("<style>{inside}</style>")).as_bytes());
        }
    }
}
