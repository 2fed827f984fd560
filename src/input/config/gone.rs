//! The key `gone`: addresses that were published once and answer no more.

use super::faults::Faults;
use crate::diagnostic::KeyPath;
use crate::input::old_address::OldAddress;
use std::collections::HashSet;

/// An address that is gone for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// As it is written.
    pub written: String,
    /// Where in the list it stands, from 0.
    pub item: usize,
    /// The address.
    pub address: OldAddress,
}

/// The addresses, each once; what is none is reported.
pub(super) fn gone(written: &[String], base_url: &str, faults: &mut Faults) -> Vec<Gone> {
    let mut all: Vec<Gone> = Vec::with_capacity(written.len());
    let mut seen = HashSet::new();
    for (item, text) in written.iter().enumerate() {
        let path = || KeyPath::from("gone").item(item);
        match OldAddress::read(text, base_url) {
            Ok(reading) if reading.fragment.is_some() => {
                let hint = format!("leave out what follows `#`: \"{}\"", reading.address.text());
                faults.add(path(), format!("`{text}` names a part of a page, which no server is asked for"), &hint);
            }
            Ok(reading) => {
                let gone = Gone { written: text.clone(), item, address: reading.address };
                if seen.insert(gone.address.clone()) {
                    all.push(gone);
                }
            }
            Err(why) => {
                let [what, way_out] = why.in_words();
                faults.add(path(), format!("`{text}` {what}"), way_out);
            }
        }
    }
    all
}
