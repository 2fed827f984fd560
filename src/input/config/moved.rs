//! The key `moved`: old addresses of what is no article (a feed, a tag, a list), and the addresses that they lead to.

use super::faults::Faults;
use crate::diagnostic::KeyPath;
use crate::input::old_address::OldAddress;
use crate::path::OutputPath;
use std::collections::{BTreeMap, HashMap};

/// An old address that leads to another one of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The old address as it is written.
    pub written: String,
    /// The old address.
    pub from: OldAddress,
    /// The new address as it is written.
    pub written_to: String,
    /// The page or the file that is there.
    pub to: OutputPath,
}

impl Moved {
    /// Where it stands in the file.
    pub fn key(&self) -> KeyPath {
        KeyPath::from("moved").key(&self.written)
    }
}

/// The addresses; what is none, and what stands there twice, is reported.
pub(super) fn moved(written: &BTreeMap<String, String>, base_url: &str, faults: &mut Faults) -> Vec<Moved> {
    let mut all: Vec<Moved> = Vec::with_capacity(written.len());
    let mut seen: HashMap<OldAddress, &str> = HashMap::new();
    for (old, new) in written {
        let at = || KeyPath::from("moved").key(old);
        let mut read = |text: &str, at: KeyPath| match OldAddress::read(text, base_url) {
            Ok(reading) if reading.fragment.is_some() => {
                let hint = format!("leave out what follows `#`: \"{}\"", reading.address.text());
                faults.add(at, format!("`{text}` names a part of a page, which no server is asked for"), &hint);
                None
            }
            Ok(reading) => Some(reading.address),
            Err(why) => {
                let [what, way_out] = why.in_words();
                faults.add(at, format!("`{text}` {what}"), way_out);
                None
            }
        };
        let (from, to) = (read(old, at()), read(new, at().value()));
        let (Some(from), Some(to)) = (from, to) else { continue };
        if to.query.is_some() {
            let message = format!("`{new}` has a query, and no file of the site has such an address");
            faults.add(at().value(), message, "name the page or the file itself");
        } else if let Some(first) = seen.insert(from.clone(), old) {
            let message = format!("`{old}` and `{first}` are one address");
            faults.add(at(), message, "remove one of the two: an address leads to one place");
        } else {
            all.push(Moved { written: old.clone(), from, written_to: new.clone(), to: to.path });
        }
    }
    all
}
