//! The collection: the pictures of a site as far as somebody has looked at them, and their derivatives, through what is kept
//! between builds.
//!
//! A file with the size and the time that it had in an earlier build is the same; another is read, and known again by what
//! is in it, so that a new copy of the site on another machine decodes nothing either.

use super::budget::{Budget, Share};
use super::looked::{Looked, contents, name, of_facts, of_header};
use super::variant::Variant;
use super::{Facts, Fault, Header, Limits, Recipe, Shape, VERSION, cost, decode, derive, header, largest};
use crate::diagnostic::Diagnostic;
use crate::edge::{self, At, caught};
use crate::input::config::Metadata;
use crate::input::discover::SourceFile;
use crate::store::{DAYS_KEPT, Store};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::{Duration, Instant};

/// Where it is kept, below the site's folder.
pub const CACHE: &str = ".dateline/cache";

/// Files of the store: which file had which contents, and what is known of contents.
const SEEN: &str = "seen.json";
const FACTS: &str = "facts.json";

/// A file that was written this short a time ago may be written again within one tick of the disk's clock (seconds).
const TICK: i64 = 2;

/// How closely pictures are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// All of a picture is read, so that every fault is found.
    Whole,
    /// Only its beginning is, where nothing is known of it yet: nobody waits.
    Beginning,
}

/// The pictures of a site.
pub struct Collection {
    folder: PathBuf,
    effort: Effort,
    today: i64,
    budget: OnceLock<Budget>,
    kept: OnceLock<Remembered>,
    last_close: Mutex<Option<Instant>>,
    /// In a preview, what was first said of contents: a page must not change by itself because more is known by now.
    glances: RwLock<HashMap<String, Looked>>,
}

/// What is kept between builds. It is read when somebody first looks at a picture.
struct Remembered {
    store: Store,
    seen: RwLock<HashMap<String, Seen>>,
    facts: RwLock<HashMap<String, Arc<Facts>>>,
    has_changed: AtomicBool,
}

/// A file as it was when its contents were last read.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    size: u64,
    /// When it was written: nanoseconds from 1970.
    time: i64,
    /// Its contents: hexadecimal digits of their BLAKE3 hash.
    contents: String,
    /// The day on which a build last looked at it, counted from 1970.
    used: i64,
}

/// Why nothing is known of a picture, or nothing can be made of it.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// Its file cannot be read.
    File(Diagnostic),
    /// It is no picture that can be used.
    Picture(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Picture(fault)
    }
}

impl Collection {
    /// The pictures of the site in a folder. `today` is counted in days from 1970.
    pub fn new(root: &Path, effort: Effort, today: i64) -> Collection {
        let folder = root.join(CACHE).join("pictures");
        Collection {
            folder,
            effort,
            today,
            budget: OnceLock::new(),
            kept: OnceLock::new(),
            last_close: Mutex::new(None),
            glances: RwLock::default(),
        }
    }

    fn kept(&self) -> &Remembered {
        self.kept.get_or_init(|| {
            let store = Store::open(&self.folder, self.today);
            let read = |name: &str| store.get(name).unwrap_or_default();
            let seen = serde_json::from_slice(&read(SEEN)).unwrap_or_default();
            // Facts of another version may lack what this one looks for.
            let facts: ReadFacts = serde_json::from_slice(&read(FACTS)).unwrap_or_default();
            let facts = if facts.version == VERSION { facts.facts } else { HashMap::new() };
            Remembered {
                seen: RwLock::new(seen),
                facts: RwLock::new(facts.into_iter().map(|(contents, facts)| (contents, Arc::new(facts))).collect()),
                has_changed: AtomicBool::new(false),
                store,
            }
        })
    }

    /// Where cards are kept, too.
    pub(super) fn store(&self) -> &Store {
        &self.kept().store
    }

    /// Waits for as much memory as a picture needs while it is worked on.
    fn room_for(&self, header: &Header) -> Share<'_> {
        self.budget.get_or_init(Budget::of_machine).take(cost(header))
    }

    /// Looks at a picture.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn look(&self, file: &SourceFile, wanted: &[Metadata]) -> Result<Looked, Trouble> {
        let state = file.state();
        let known = state.and_then(|state| self.contents(&file.path, state));
        if let Some(looked) = known.and_then(|contents| self.looked(&contents, wanted)) {
            return Ok(looked);
        }
        let bytes = picture(file)?;
        let contents = contents(&bytes);
        if let (Some((size, time)), Ok(mut seen)) = (state, self.kept().seen.write()) {
            seen.insert(file.path.clone(), Seen { size, time, contents: contents.clone(), used: self.today });
            self.kept().has_changed.store(true, Ordering::Relaxed);
        }
        if let Some(looked) = self.looked(&contents, wanted) {
            return Ok(looked);
        }
        let header = header_within_limits(&bytes)?;
        if self.effort == Effort::Beginning {
            let looked = of_header(&contents, &header, &bytes, wanted);
            if let Ok(mut glances) = self.glances.write() {
                glances.insert(glance_key(&contents, wanted), looked.clone());
            }
            return Ok(looked);
        }
        let facts = {
            let _share = self.room_for(&header);
            let _open = edge::begin(At::File(&file.path));
            Arc::new(decode(&bytes, Limits::default())?.facts().clone())
        };
        self.learn(&contents, &facts);
        Ok(of_facts(&contents, &facts, wanted))
    }

    /// The size in bytes of a derivative that is there already.
    pub fn size(&self, looked: &Looked, variant: Variant) -> Option<u64> {
        self.kept().store.size(&entry(looked, variant))
    }

    /// A derivative: the one that is kept, else it is made.
    ///
    /// # Errors
    /// What is wrong with the picture.
    pub fn derivative(&self, file: &SourceFile, looked: &Looked, variant: Variant) -> Result<Vec<u8>, Trouble> {
        if let Some(bytes) = self.kept().store.get(&entry(looked, variant)) {
            return Ok(bytes);
        }
        let made = self.make(file, looked, &[variant])?;
        if self.effort == Effort::Beginning {
            self.close_now_and_then();
        }
        Ok(made.into_iter().next().unwrap_or_default())
    }

    /// Makes derivatives, and keeps them.
    ///
    /// # Errors
    /// What is wrong with the picture.
    pub fn make(&self, file: &SourceFile, looked: &Looked, variants: &[Variant]) -> Result<Vec<Vec<u8>>, Trouble> {
        let bytes = picture(file)?;
        let header = header_within_limits(&bytes)?;
        let _share = self.room_for(&header);
        let open = edge::begin(At::File(&file.path));
        let raster = decode(&bytes, Limits::default())?;
        drop(open);
        let facts = Arc::new(raster.facts().clone());
        let contents = contents(&bytes);
        self.learn(&contents, &facts);
        drop(bytes);
        let mut made = Vec::with_capacity(variants.len());
        for variant in variants {
            let recipe = recipe(*variant, &facts);
            let derived = caught(At::File(&file.path), || derive(&raster, &recipe, &looked.kept));
            let bytes = derived.unwrap_or(Err(Fault::NotWritten { asked: (recipe.width, recipe.height) }))?;
            // It may have been written since somebody looked at it: what is made now is not what the name says.
            if name(&contents, &looked.kept) == looked.name {
                self.kept().store.put(&entry(looked, *variant), &bytes);
            }
            made.push(bytes);
        }
        Ok(made)
    }

    /// A preview may be ended at any moment: it writes down what is known while it works, and seldom, since others wait.
    fn close_now_and_then(&self) {
        const PAUSE: Duration = Duration::from_secs(10);
        let Ok(mut last) = self.last_close.lock() else { return };
        if last.is_none_or(|last| last.elapsed() > PAUSE) {
            *last = Some(Instant::now());
            // A preview can do without: the build says what is wrong.
            let _ = self.close();
        }
    }

    /// Writes down what is known, and removes what was of no use for a while.
    ///
    /// # Errors
    /// Why something could not be kept. All that was made is right all the same.
    pub fn close(&self) -> io::Result<()> {
        if self.kept.get().is_none() {
            return Ok(());
        }
        if self.kept().has_changed.swap(false, Ordering::Relaxed)
            && let (Ok(mut seen), Ok(mut facts)) = (self.kept().seen.write(), self.kept().facts.write())
        {
            seen.retain(|_, file| self.today - file.used <= DAYS_KEPT);
            let contents: HashSet<&str> = seen.values().map(|file| file.contents.as_str()).collect();
            facts.retain(|known, _| contents.contains(known.as_str()));
            let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs() as i64);
            // Whoever writes the file again within the tick of a clock leaves its time as it was.
            let is_settled = |file: &Seen| now - file.time / 1_000_000_000 >= TICK;
            let seen: BTreeMap<_, _> = seen.iter().filter(|(_, file)| is_settled(file)).collect();
            let facts: BTreeMap<_, _> = facts.iter().map(|(contents, facts)| (contents, &**facts)).collect();
            self.kept().store.put(SEEN, &serde_json::to_vec(&seen).unwrap_or_default());
            self.kept()
                .store
                .put(FACTS, &serde_json::to_vec(&WrittenFacts { version: VERSION, facts }).unwrap_or_default());
        }
        self.kept().store.close()
    }

    /// The contents of a file that is as it was when they were read.
    fn contents(&self, path: &str, (size, time): (u64, i64)) -> Option<String> {
        let seen = self.kept().seen.read().ok()?;
        let file = seen.get(path).filter(|file| (file.size, file.time) == (size, time))?;
        let (contents, used) = (file.contents.clone(), file.used);
        drop(seen);
        if used != self.today
            && let Ok(mut seen) = self.kept().seen.write()
            && let Some(file) = seen.get_mut(path)
        {
            file.used = self.today;
            self.kept().has_changed.store(true, Ordering::Relaxed);
        }
        Some(contents)
    }

    /// What has been said of contents, or is known of them.
    fn looked(&self, contents: &str, wanted: &[Metadata]) -> Option<Looked> {
        let glance = self.glances.read().ok()?.get(&glance_key(contents, wanted)).cloned();
        glance.or_else(|| Some(of_facts(contents, &*self.known(contents)?, wanted)))
    }

    fn known(&self, contents: &str) -> Option<Arc<Facts>> {
        self.kept().facts.read().ok()?.get(contents).cloned()
    }

    fn learn(&self, contents: &str, facts: &Arc<Facts>) {
        if self.known(contents).is_none()
            && let Ok(mut known) = self.kept().facts.write()
        {
            known.insert(contents.to_owned(), Arc::clone(facts));
            self.kept().has_changed.store(true, Ordering::Relaxed);
        }
    }
}

/// What is known of contents, as it is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadFacts {
    version: u32,
    facts: HashMap<String, Facts>,
}

/// What is known of contents, as it is written.
#[derive(Serialize)]
struct WrittenFacts<'a> {
    version: u32,
    facts: BTreeMap<&'a String, &'a Facts>,
}

/// Bytes in which a picture says what it is.
const HEAD: usize = 4096;

/// The bytes of a picture's file. One that is too large is not read, and one that is no picture at all says so first.
fn picture(file: &SourceFile) -> Result<Cow<'static, [u8]>, Trouble> {
    let size = file.size();
    if let Err(fault) = Limits::default().allow_bytes(size) {
        return Err(match header(&file.head(HEAD)) {
            Err(no_picture @ Fault::NoPicture(_)) => no_picture,
            _ => fault,
        }
        .into());
    }
    file.bytes_inside().map_err(Trouble::File)
}

/// What a picture's first bytes say, if it is no larger than what is decoded.
fn header_within_limits(bytes: &[u8]) -> Result<Header, Fault> {
    let header = header(bytes)?;
    Limits::default().allow(header.width, header.height)?;
    Ok(header)
}

fn glance_key(contents: &str, wanted: &[Metadata]) -> String {
    format!("{contents} {wanted:?}")
}

fn recipe(variant: Variant, facts: &Facts) -> Recipe {
    let own = (facts.width, facts.height);
    let width = variant.width.min(largest(own, own).0);
    match variant.crop {
        None => Recipe {
            width,
            height: scaled(facts.height, width, facts.width),
            shape: Shape::Whole,
            encoding: variant.encoding,
        },
        Some(crop) => {
            let (x, y) = crop.focus.unwrap_or(facts.interest);
            Recipe { width, height: crop.height, shape: Shape::Around { x, y }, encoding: variant.encoding }
        }
    }
}

/// The height of a picture at another width, rounded.
pub fn scaled(height: u32, width: u32, own_width: u32) -> u32 {
    let own_width = u64::from(own_width.max(1));
    let height = (u64::from(height) * u64::from(width) + own_width / 2) / own_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

fn entry(looked: &Looked, variant: Variant) -> String {
    format!("{}/{}.{variant}", &looked.name[..2], looked.name)
}
