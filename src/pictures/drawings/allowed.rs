//! What a drawing may be made of: the elements and attributes of SVG 2 and its sister specifications, without those that
//! run code, load something, or hold what is no drawing. What browsers never learnt and drawing programs still write stays.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The namespace of drawings.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
/// That of `xlink:href`.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
/// That of `xml:space`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// That of web pages.
pub(super) const HTML: &str = "http://www.w3.org/1999/xhtml";
/// That of formulas.
pub(super) const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// SVG 2, appendix F (element index); Filter Effects 1; SVG 1.1 for fonts; drafts that Inkscape writes.
const ELEMENTS: &str = "
    a circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline radialGradient rect
    image stop style svg switch symbol text textPath title tspan use view
    animate animateColor animateMotion animateTransform discard mpath set
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    altGlyph altGlyphDef altGlyphItem font font-face font-face-format font-face-name font-face-src font-face-uri glyph
    glyphRef hkern missing-glyph tref vkern color-profile
    meshgradient meshrow meshpatch hatch hatchpath solidcolor solidColor
    flowRoot flowRegion flowRegionExclude flowDiv flowPara flowSpan flowLine flowTref
";

/// SVG 2, appendices G (attribute index) and H (properties); SVG 1.1, appendix M.
const ATTRIBUTES: &str = "
    accumulate additive amplitude attributeName attributeType azimuth baseFrequency begin bias by calcMode clipPathUnits cx
    cy d diffuseConstant divisor download dur dx dy edgeMode elevation end exponent fill filterUnits fr from fx fy
    gradientTransform gradientUnits height href hreflang id in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength
    keyPoints keySplines keyTimes lang lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits
    maskUnits max media method min mode numOctaves offset operator order orient origin path pathLength patternContentUnits
    patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r
    radius refX refY rel repeatCount repeatDur requiredExtensions requiredFeatures restart result role rotate rx ry scale
    seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles style
    surfaceScale systemLanguage tabindex tableValues target targetX targetY textLength title to transform type values
    viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan class referrerpolicy crossorigin
    baseProfile contentScriptType contentStyleType version externalResourcesRequired filterRes viewTarget
    accent-height alphabetic arabic-form ascent bbox cap-height descent format g1 g2 glyph-name glyphRef hanging
    horiz-adv-x horiz-origin-x horiz-origin-y ideographic k local mathematical name orientation overline-position
    overline-thickness panose-1 rendering-intent slope stemh stemv strikethrough-position strikethrough-thickness string u1
    u2 underline-position underline-thickness unicode unicode-range units-per-em v-alphabetic v-hanging v-ideographic
    v-mathematical vert-adv-y vert-origin-x vert-origin-y widths x-height hatchUnits hatchContentUnits hatchTransform pitch
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
    color-profile color-rendering cursor direction display dominant-baseline enable-background fill-opacity fill-rule filter
    flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color
    line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
    pointer-events shape-inside shape-padding shape-rendering solid-color solid-opacity stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-align text-anchor text-decoration text-overflow text-rendering transform-box transform-origin unicode-bidi
    vector-effect visibility white-space word-spacing writing-mode
";

static KNOWN_ELEMENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| ELEMENTS.split_whitespace().collect());
static KNOWN_ATTRIBUTES: LazyLock<HashSet<&str>> = LazyLock::new(|| ATTRIBUTES.split_whitespace().collect());

/// Elements of SVG that only a page can show.
const OF_PAGES: [&str; 8] = ["foreignObject", "audio", "video", "iframe", "canvas", "embed", "object", "source"];

/// Whether an element of SVG may stand in a drawing.
pub(super) fn is_element(name: &str) -> bool {
    KNOWN_ELEMENTS.contains(name)
}

/// Whether an element of SVG has a page, or a part of one, in it.
pub(super) fn is_of_pages(name: &str) -> bool {
    OF_PAGES.contains(&name)
}

/// Whether an element runs code, by its name in SVG or in HTML, in any case.
pub(super) fn is_script(name: &str) -> bool {
    ["script", "handler", "listener"].iter().any(|script| name.eq_ignore_ascii_case(script))
}

/// Whether an attribute without a namespace runs code.
pub(super) fn is_handler(name: &str) -> bool {
    name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"))
}

/// Whether an attribute without a namespace may stand in a drawing.
pub(super) fn is_attribute(name: &str) -> bool {
    KNOWN_ATTRIBUTES.contains(name) || name.starts_with("aria-") || name.starts_with("data-")
}

/// Whether an attribute of XLink may stand in a drawing, `href` apart.
pub(super) fn is_of_xlink(name: &str) -> bool {
    ["title", "show", "actuate", "type", "role", "arcrole"].contains(&name)
}

/// Whether an attribute of XML itself may.
pub(super) fn is_of_xml(name: &str) -> bool {
    ["space", "lang", "id"].contains(&name)
}

/// Whether an element changes another over time.
pub(super) fn is_animation(name: &str) -> bool {
    ["animate", "animateColor", "animateMotion", "animateTransform", "set"].contains(&name)
}

/// Whether an animation may change an attribute: not where it leads, and nothing that holds several others.
pub(super) fn may_change(name: &str) -> bool {
    let name = name.trim();
    is_attribute(name) && !["href", "style", "attributeName", "target", "type", "ping"].contains(&name)
}
