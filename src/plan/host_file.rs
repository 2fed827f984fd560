//! Files for hosts and browsers: what there can be, and where.

use crate::input::config::RedirectForm;

/// A file that the site's host reads, or that visitors find at an agreed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostFile {
    /// All old addresses, in the form of a host.
    Redirects(RedirectForm),
    /// Headers of responses, for Netlify and Cloudflare Pages.
    Headers,
    /// What keeps GitHub Pages from leaving out files that begin with `_` or a dot.
    NoJekyll,
    /// The site's own domain, for GitHub Pages.
    Domain,
    /// Who may sell the site's advertising space.
    Ads,
    /// Whom to tell of a weakness of the site (RFC 9116).
    Security,
}

impl HostFile {
    /// Where it is, below the site's root.
    pub fn path(self) -> &'static str {
        match self {
            // Redirects as pages are not one file.
            HostFile::Redirects(RedirectForm::Html | RedirectForm::Netlify) => "_redirects",
            HostFile::Redirects(RedirectForm::Nginx) => "redirects.nginx.conf",
            HostFile::Redirects(RedirectForm::Apache) => ".htaccess",
            HostFile::Headers => "_headers",
            HostFile::NoJekyll => ".nojekyll",
            HostFile::Domain => "CNAME",
            HostFile::Ads => "ads.txt",
            HostFile::Security => ".well-known/security.txt",
        }
    }
}

/// A form of the site's icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Icon {
    /// The drawing as it is.
    Svg,
    /// A picture of 32 pixels in a container that every browser has asked for since 1999.
    Ico,
    /// 180 pixels on a ground of one colour: iOS shows what is transparent as black.
    Touch,
    /// 192 pixels, for a phone's home screen.
    Small,
    /// 512 pixels, for the moment in which an installed site opens.
    Large,
}

impl Icon {
    /// All forms.
    pub const ALL: [Icon; 5] = [Icon::Svg, Icon::Ico, Icon::Touch, Icon::Small, Icon::Large];

    /// Where it is, below the site's root.
    pub fn path(self) -> &'static str {
        match self {
            Icon::Svg => "favicon.svg",
            Icon::Ico => "favicon.ico",
            Icon::Touch => "apple-touch-icon.png",
            Icon::Small => "icon-192.png",
            Icon::Large => "icon-512.png",
        }
    }
}
