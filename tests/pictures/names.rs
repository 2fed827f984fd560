//! Whom a picture names, and that nothing else of it is handed on.

use dateline::pictures::{Credits, Encoding, Recipe, Shape, credits, derive};

use crate::drawn::{self, Extras, HEIGHT, WIDTH, photograph, read};

fn named(creator: Option<&str>, credit: Option<&str>, copyright: Option<&str>) -> Credits {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Credits { creator: own(creator), credit: own(credit), copyright: own(copyright) }
}

/// EXIF with a name in an old alphabet, and a place: the GPS directory's number alone is enough to look for.
fn exif() -> Vec<u8> {
    drawn::exif(&[
        (0x010f, 2, b"CAMERAMAKER\0".to_vec()),
        (0x0131, 2, b"SOFTWARENAME\0".to_vec()),
        (0x013b, 2, b"Jos\xe9 Garc\xeda\0".to_vec()),
        (0x8298, 2, "© Агентство\0".as_bytes().to_vec()),
        (0x8825, 4, vec![0, 0, 0, 0]),
    ])
}

fn iptc(sets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut data = Vec::new();
    for (record, number, text) in sets {
        data.extend([0x1c, *record, *number]);
        data.extend((text.len() as u16).to_be_bytes());
        data.extend(*text);
    }
    let mut resource = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    resource.extend((data.len() as u32).to_be_bytes());
    resource.extend(data);
    resource
}

const XMP: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 exif:GPSLatitude="48,51.5N"><dc:creator><rdf:Seq><rdf:li>Zoë &lt;Zed&gt;</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"#;

fn jpeg(exif: Option<&[u8]>, segments: Vec<(u8, Vec<u8>)>) -> Vec<u8> {
    let extras = Extras { exif, segments, ..Extras::default() };
    drawn::jpeg(&photograph(WIDTH, HEIGHT), WIDTH, HEIGHT, jpeg_encoder::ColorType::Rgb, extras)
}

fn xmp_segment() -> (u8, Vec<u8>) {
    (1, [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat())
}

#[test]
fn names_are_read_from_wherever_an_agency_or_a_camera_writes_them() {
    let exif = exif();
    assert_eq!(credits(&jpeg(Some(&exif), vec![])), named(Some("José García"), None, Some("© Агентство")));
    let latin = iptc(&[(2, 80, b"Ren\xe9e"), (2, 110, b"AFP")]);
    let of_agency = named(Some("Renée"), Some("AFP"), Some("© Агентство"));
    assert_eq!(credits(&jpeg(Some(&exif), vec![(13, latin.clone())])), of_agency, "an agency stands before the camera");
    let utf8 = iptc(&[(1, 90, b"\x1b%G"), (2, 80, "Анна".as_bytes()), (2, 116, "© ТАСС".as_bytes())]);
    assert_eq!(credits(&jpeg(None, vec![(13, utf8)])), named(Some("Анна"), None, Some("© ТАСС")));
    let all = jpeg(Some(&exif), vec![xmp_segment(), (13, latin)]);
    assert_eq!(credits(&all), named(Some("Zoë <Zed>"), Some("AFP"), Some("© Агентство")));
    let rgb = photograph(WIDTH, HEIGHT);
    let in_png = drawn::png(&rgb, WIDTH, HEIGHT, |info| {
        info.exif_metadata = Some(exif.clone().into());
        info.utf8_text.push(png::text_metadata::ITXtChunk::new("XML:com.adobe.xmp", XMP));
    });
    assert_eq!(credits(&in_png), named(Some("Zoë <Zed>"), None, Some("© Агентство")));
    let texts = drawn::png(&rgb, WIDTH, HEIGHT, |info| {
        info.uncompressed_latin1_text.push(png::text_metadata::TEXtChunk::new("Author", "Jo"));
    });
    assert_eq!(credits(&texts), named(Some("Jo"), None, None));
    assert_eq!(read(&texts).facts().credits, credits(&texts));
}

#[test]
fn a_derivative_holds_nothing_of_the_source_but_the_names_that_are_asked_for() {
    let exif = exif();
    let source = jpeg(Some(&exif), vec![xmp_segment(), (13, iptc(&[(2, 80, b"SECRETNAME")]))]);
    let raster = read(&source);
    for encoding in [Encoding::WebP, Encoding::Jpeg, Encoding::Png] {
        let recipe = Recipe { width: 48, height: 32, shape: Shape::Whole, encoding };
        let silent = derive(&raster, &recipe, &Credits::default()).unwrap();
        let has = |file: &[u8], word: &[u8]| file.windows(word.len()).any(|part| part == word);
        for word in ["Exif", "CAMERA", "SOFTWARE", "GPS", "Photoshop", "SECRET", "xap", "xmp", "Jos", "XMP "] {
            assert!(!has(&silent, word.as_bytes()), "{encoding:?}: {word}");
        }
        assert_eq!(credits(&silent), Credits::default());
        let kept = named(Some("Zoë <Zed> & Анна"), Some("AFP"), Some("© 2026"));
        let speaking = derive(&raster, &recipe, &kept).unwrap();
        assert_eq!(credits(&speaking), kept, "{encoding:?}");
        assert!(!has(&speaking, b"GPS") && !has(&speaking, b"CAMERA"));
        assert!(speaking.len() < silent.len() + 800);
        let pixels = |file: &[u8]| drawn::whole(&read(file), Encoding::Png);
        assert_eq!(pixels(&speaking), pixels(&silent), "{encoding:?}: the same picture");
    }
}
