use super::*;

fn layer(yaml: &str) -> (Layer, Diagnostics) {
    let written: Written = serde_yaml::from_str(yaml).unwrap();
    read(written, Code::BadTheme, |path| Place::file(path.to_string()))
}

const VIDEO: &str = "
video:
  name: Video
  kind: video
  addresses: [\"video.example/watch?v={id}\"]
  frames: [\"player.video.example/{id}\"]
  frame: https://player.video.example/{id}?start={?t:seconds}
  page: https://video.example/watch?v={id}
";

fn found(yaml: &str, address: &str, origin: Origin) -> Option<(String, String)> {
    let (layer, problems) = layer(yaml);
    assert!(problems.0.is_empty(), "{problems:?}");
    let providers = Providers::of([], [&layer]);
    providers.find(address, origin, "xx").map(|shown| (shown.frame, shown.page))
}

#[test]
fn the_link_leads_where_the_editor_was_and_the_one_of_a_frame_to_the_page() {
    let (frame, page) = found(VIDEO, "https://video.example/watch?v=a&t=1m", Origin::Text).unwrap();
    assert_eq!(
        (frame.as_str(), page.as_str()),
        ("https://player.video.example/a?start=60", "https://video.example/watch?v=a&t=1m")
    );
    for origin in [Origin::Text, Origin::Frame] {
        let (frame, page) = found(VIDEO, "//player.video.example/a?autoplay=1", origin).unwrap();
        assert_eq!(
            (frame.as_str(), page.as_str()),
            ("https://player.video.example/a", "https://video.example/watch?v=a")
        );
    }
    assert_eq!(found(VIDEO, "https://other.example/watch?v=a", Origin::Text), None);
}

#[test]
fn the_site_comes_before_its_theme_and_may_do_without_a_provider() {
    let (theme, _) = layer(VIDEO);
    let (own, _) = layer(&VIDEO.replace("name: Video", "name: Ours"));
    let (off, problems) = layer("video: off\n");
    assert!(problems.0.is_empty());
    let named = |own: &[&Layer]| {
        let providers = Providers::of(own.iter().copied(), [&theme]);
        let shown = providers.find("https://video.example/watch?v=a", Origin::Text, "xx");
        shown.map(|shown| shown.provider.name.get("xx").unwrap_or_default().to_owned())
    };
    assert_eq!(named(&[]).as_deref(), Some("Video"));
    assert_eq!(named(&[&own]).as_deref(), Some("Ours"));
    assert_eq!(named(&[&off]), None);
}

#[test]
fn all_that_is_wrong_with_a_provider_is_told_at_its_place() {
    let (layer, problems) = layer(
        "bad:\n  name: Bad\n  kind: Two words\n  ratio: wide\n  height: 5\n  addresses: [\"{host}/a\", \"a.example/{id\"]\n  \
         frame: player.example\n  page: \"https://{id}/\"\n  allow: [\"camera *\"]\n",
    );
    assert!(layer.is_empty());
    let mut places: Vec<&str> =
        problems.0.iter().map(|problem| problem.place.as_ref().unwrap().path.as_str()).collect();
    places.sort_unstable();
    let expected = ["addresses[0]", "addresses[1]", "allow[0]", "frame", "height", "kind", "page", "ratio"];
    assert_eq!(places, expected.map(|place| format!("bad.{place}")));
    let (_, problems) = self::layer("none:\n  name: None\n  frame: https://a.example/\n");
    assert!(problems.0[0].message.contains("no address is its own"), "{problems:?}");
}
