//! What a program that publishes again and again keeps of the record of the last published site.

use crate::input::version::Version;
use crate::plan::RouteTable;
use crate::plan::addresses::Addresses;
use std::sync::{Arc, Mutex};

/// The record that was read last, and with which routes nothing of it was missing.
#[derive(Debug, Default)]
pub struct Memory {
    record: Mutex<Option<(Version, Arc<Addresses>)>>,
    complete: Mutex<Option<(Arc<Addresses>, Arc<RouteTable>)>>,
}

impl Memory {
    /// The record that was read from a version of its file.
    pub(super) fn record(&self, version: Version) -> Option<Arc<Addresses>> {
        let record = self.record.lock().ok()?;
        record.as_ref().filter(|(of, _)| *of == version).map(|(_, record)| Arc::clone(record))
    }

    pub(super) fn keep_record(&self, version: Version, record: &Arc<Addresses>) {
        if let Ok(mut kept) = self.record.lock() {
            *kept = Some((version, Arc::clone(record)));
        }
    }

    /// Whether each page that a record names was found among these routes before.
    pub(super) fn is_complete(&self, record: &Arc<Addresses>, routes: &Arc<RouteTable>) -> bool {
        self.complete.lock().is_ok_and(|complete| {
            complete.as_ref().is_some_and(|(of, with)| Arc::ptr_eq(of, record) && Arc::ptr_eq(with, routes))
        })
    }

    pub(super) fn keep_complete(&self, record: &Arc<Addresses>, routes: &Arc<RouteTable>) {
        if let Ok(mut complete) = self.complete.lock() {
            *complete = Some((Arc::clone(record), Arc::clone(routes)));
        }
    }
}
