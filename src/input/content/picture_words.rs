//! What other programs call that which is said of a picture: `image_credit`, `cover.alt`, `photographer`.

/// Our fields of a picture, with their names elsewhere, in small letters and without hyphens and underscores.
const FIELDS: [(&str, &[&str]); 10] = [
    ("src", &["url", "path", "file", "filename", "image", "href", "uri", "link", "image1x", "original", "relative"]),
    (
        "credit",
        &[
            "credits",
            "photographer",
            "photo",
            "photoby",
            "imageby",
            "by",
            "author",
            "artist",
            "creator",
            "copyright",
            "attribution",
            "rights",
            "agency",
            "courtesy",
            "creditline",
            "creditlink",
            "copyrightnotice",
            "licence",
            "license",
            "source",
            "owner",
        ],
    ),
    ("alt", &["alttext", "alternative", "altlabel", "description", "desc", "a11y", "longdesc", "text"]),
    ("caption", &["captions", "legend", "title", "subtitle", "label", "cutline"]),
    (
        "focus",
        &[
            "focalpoint",
            "focuspoint",
            "focal",
            "position",
            "objectposition",
            "backgroundposition",
            "gravity",
            "hotspot",
            "anchor",
        ],
    ),
    ("crop", &["fit", "objectfit", "cropping", "cropped", "resize"]),
    (
        "until",
        &[
            "expires",
            "expiry",
            "expirydate",
            "expiration",
            "licenseduntil",
            "licenceduntil",
            "licenceend",
            "licenseend",
            "validuntil",
            "enddate",
            "embargo",
            "rightsuntil",
        ],
    ),
    ("width", &["w", "widthpx"]),
    ("height", &["h", "heightpx"]),
    ("social", &["og", "ogimage", "opengraph", "twitter", "twitterimage", "share", "shareimage", "meta", "seo"]),
];

/// What other programs call the picture itself, the longest first.
const PICTURES: [&str; 23] = [
    "featuredimage",
    "featureimage",
    "thumbnailimage",
    "bannerimage",
    "headerimage",
    "teaserimage",
    "coverimage",
    "heroimage",
    "leadimage",
    "mainimage",
    "postimage",
    "cardimage",
    "thumbnail",
    "featured",
    "picture",
    "feature",
    "banner",
    "header",
    "cover",
    "image",
    "photo",
    "thumb",
    "hero",
];

/// Names that say by themselves what they are of.
const ALONE: [(&str, &str); 12] = [
    ("photographer", "credit"),
    ("photoby", "credit"),
    ("credit", "credit"),
    ("credits", "credit"),
    ("alt", "alt"),
    ("alttext", "alt"),
    ("caption", "caption"),
    ("focalpoint", "focus"),
    ("focuspoint", "focus"),
    ("socialimage", "social"),
    ("shareimage", "social"),
    ("twitterimage", "social"),
];

/// Our field of a picture for what another program calls it, inside the group of the picture.
pub(super) fn field(name: &str) -> Option<&'static str> {
    let ours = FIELDS.iter().find(|(ours, others)| *ours == name || others.contains(&name));
    let ours = ours.map(|(ours, _)| *ours);
    // `image.imageCredit`.
    ours.or_else(|| with_picture(name))
}

/// Our field of a picture for a key beside the picture's: `image_credit`, `coverAlt`.
pub(super) fn field_beside(name: &str) -> Option<&'static str> {
    let alone = ALONE.iter().find(|(other, _)| *other == name).map(|(_, ours)| *ours);
    // The address of the picture is the picture.
    alone.or_else(|| with_picture(name).filter(|ours| *ours != "src"))
}

fn with_picture(name: &str) -> Option<&'static str> {
    let rest = PICTURES.iter().find_map(|picture| name.strip_prefix(picture)).filter(|rest| !rest.is_empty())?;
    FIELDS.iter().find(|(ours, others)| *ours == rest || others.contains(&rest)).map(|(ours, _)| *ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_programs_lead_to_ours() {
        for (name, ours) in [
            ("imagecredit", "credit"),
            ("photocredits", "credit"),
            ("coveralt", "alt"),
            ("featuredimagecaption", "caption"),
            ("featureimagealt", "alt"),
            ("photographer", "credit"),
            ("imageposition", "focus"),
            ("thumbnailwidth", "width"),
        ] {
            assert_eq!(field_beside(name), Some(ours), "{name}");
        }
        for name in ["image", "imageurl", "width", "by", "title", "photography", "covers"] {
            assert_eq!(field_beside(name), None, "{name}");
        }
        for (name, ours) in [("image", "src"), ("credits", "credit"), ("title", "caption"), ("imagecredit", "credit")] {
            assert_eq!(field(name), Some(ours), "{name}");
        }
    }
}
