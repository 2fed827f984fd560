//! The search: inputs until the time is over. What an input fails at is written below `target/tmp/fuzz/`.

use crate::growth::{Shape, all_worked, worked};
use crate::inputs::{Chance, another, corpus, files, folder, words};
use dateline::fuzzing::{Target, named};
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Inputs of each target where nothing is said, as part of all tests: the same on every machine.
const USUAL_INPUTS: usize = 25;

/// The stack of the threads that read files when a site is built: that of Rust, where nothing is said.
const STACK: usize = 2 << 20;

/// An input counts as one that never ends when the program has worked so long on it (that of all its threads, as a machine with
/// other work to do may not let it), or has waited so much longer for nothing.
const LONGEST: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(1200);

/// Inputs that are kept since something else was said of them.
const MOST_KEPT: usize = 3000;

/// Of so many inputs, one is a shape whose time is looked at.
const SHAPES: usize = 60;

/// Targets of which the time is not ours: Tera puts its reports of all that is not there into one text, again for each.
const TAKES_LONG: [&str; 2] = ["archetypes", "templates"];

/// Different faults after which a search ends.
const MOST_FAULTS: usize = 12;

thread_local! {
    /// Where the last failure of this thread was.
    static FAILED_AT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// What a target is reading, and since when.
type Reading = Arc<Mutex<Option<(Vec<u8>, Since)>>>;

/// A moment.
#[derive(Clone, Copy)]
struct Since {
    clock: Instant,
    /// What the program had worked by then.
    worked: Duration,
}

impl Since {
    fn now() -> Since {
        Since { clock: Instant::now(), worked: all_worked() }
    }

    fn is_too_long(self) -> bool {
        all_worked() - self.worked > LONGEST || self.clock.elapsed() > LONGEST_WAIT
    }
}

/// Tries a target.
pub fn search(name: &str) {
    note_failures();
    let target = named(name).unwrap();
    let reading = Reading::default();
    let of_worker = Arc::clone(&reading);
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || Search::new(target, of_worker).run()).unwrap();
    while !worker.is_finished() {
        thread::sleep(Duration::from_millis(20));
        if let Some((input, _)) = reading.lock().unwrap().take_if(|(_, since)| since.is_too_long()) {
            panic!("{name} never ends: {}", write(name, &input).display());
        }
    }
    let faults = worker.join().unwrap();
    assert!(faults.is_empty(), "{name} fails:\n{}", faults.join("\n"));
}

/// Remembers where a thread failed, in the place of printing each time.
fn note_failures() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            FAILED_AT.set(about.location().map(ToString::to_string).unwrap_or_default());
            if thread::current().name().is_some() {
                usual(about);
            }
        }));
    });
}

/// Writes an input down for who looks into it.
fn write(name: &str, input: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz").join(name);
    fs::create_dir_all(&folder).unwrap();
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let path = folder.join(format!("{:016x}", hasher.finish()));
    fs::write(&path, input).unwrap();
    path
}

struct Search {
    target: &'static Target,
    chance: Chance,
    /// How long it goes on, where that was said.
    seconds: Option<f64>,
    reading: Reading,
    /// The input that is being read, for those that end the program itself.
    last: Option<PathBuf>,
    /// By what is wrong, without its particulars: the shortest input, and what is wrong.
    faults: BTreeMap<String, (Vec<u8>, String)>,
    count: usize,
}

impl Search {
    fn new(target: &'static Target, reading: Reading) -> Search {
        let asked = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let seconds: Option<f64> = asked("FUZZ_SECONDS").map(|text| text.parse().unwrap());
        let seed = asked("FUZZ_SEED").map_or(20_250_120, |text| text.parse().unwrap());
        let last = seconds.is_some().then(|| {
            let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
            fs::create_dir_all(&folder).unwrap();
            folder.join(format!("{}.last", target.name))
        });
        let mut hasher = DefaultHasher::new();
        (target.name, seed).hash(&mut hasher);
        let chance = Chance(hasher.finish());
        Search { target, chance, seconds, reading, last, faults: BTreeMap::new(), count: 0 }
    }

    /// What it found, in words.
    fn run(mut self) -> Vec<String> {
        if let Ok(path) = env::var("FUZZ_INPUT") {
            let since = worked();
            let said = self.read(&fs::read(path).unwrap());
            println!("{}: {said:?} in {:?}", self.target.name, worked() - since);
            return self.faults.values().map(|(_, said)| said.clone()).collect();
        }
        let words = words(self.target.name);
        let mut pool = corpus(self.target.name);
        assert!(!pool.is_empty(), "{} has no inputs to begin with", self.target.name);
        let found = files(&folder("found", self.target.name));
        let mut seen = HashSet::new();
        for input in pool.iter().chain(found.iter().map(|(_, input)| input)) {
            seen.extend(self.read(input));
        }
        pool.extend(found.into_iter().map(|(_, input)| input).filter(|input| input.len() < 4096));
        let begun = worked();
        let spent = |since: Duration| (worked() - since).as_secs_f64();
        let usual = self.count + USUAL_INPUTS;
        let limit = self.seconds;
        let goes_on = |count: usize| match limit {
            Some(seconds) => spent(begun) < seconds,
            None => count < usual,
        };
        while goes_on(self.count) && self.faults.len() < MOST_FAULTS {
            if self.count % SHAPES == SHAPES - 1 {
                self.look_at_growth(&pool, &words);
            }
            let input = another(&mut self.chance, &pool, &words);
            let said = self.read(&input);
            if said.is_some_and(|said| seen.insert(said)) && pool.len() < MOST_KEPT {
                pool.push(input);
            }
        }
        let (name, count, kept) = (self.target.name, self.count, pool.len());
        println!("{name}: {count} inputs in {:.1} s, {kept} kept, {} faults", spent(begun), self.faults.len());
        let keys: Vec<String> = self.faults.keys().cloned().collect();
        keys.into_iter().map(|key| self.told(&key)).collect()
    }

    fn look_at_growth(&mut self, pool: &[Vec<u8>], words: &[Vec<u8>]) {
        if TAKES_LONG.contains(&self.target.name) {
            return;
        }
        let shape = Shape::another(&mut self.chance, pool, words);
        if let Some((input, said)) = shape.grows(&mut |input| self.read(input).map_or((), |_| ())) {
            self.add(format!("slow: {shape:?}"), input, said);
        }
    }

    /// What the target says of an input. Faults are kept.
    fn read(&mut self, input: &[u8]) -> Option<u64> {
        self.count += 1;
        if let Some(last) = &self.last {
            fs::write(last, input).unwrap();
        }
        match self.outcome(input) {
            Ok(said) => Some(said),
            Err((key, said)) => {
                self.add(key, input.to_vec(), said);
                None
            }
        }
    }

    fn outcome(&self, input: &[u8]) -> Result<u64, (String, String)> {
        *self.reading.lock().unwrap() = Some((input.to_vec(), Since::now()));
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| self.target.read(input)));
        *self.reading.lock().unwrap() = None;
        match outcome {
            Ok(Ok(said)) => Ok(said),
            // What is wrong without its particulars, which are quoted.
            Ok(Err(wrong)) => Err((wrong.split([':', '`', '<', '"']).next().unwrap().to_owned(), wrong)),
            Err(_) => {
                let at = FAILED_AT.take();
                Err((at.clone(), format!("a failure at {at}")))
            }
        }
    }

    fn add(&mut self, key: String, input: Vec<u8>, said: String) {
        let shorter = |(known, _): &(Vec<u8>, String)| input.len() < known.len();
        if self.faults.get(&key).is_none_or(shorter) {
            self.faults.insert(key, (input, said));
        }
    }

    /// A fault with the shortest input for it, which is written down.
    fn told(&self, key: &str) -> String {
        let (input, said) = &self.faults[key];
        let input = if key.starts_with("slow") { input.clone() } else { self.shortened(key, input.clone()) };
        let said: String =
            self.outcome(&input).map_or_else(|(_, said)| said, |_| said.clone()).chars().take(600).collect();
        format!(
            "{}\n  {said}\n  {:?}",
            write(self.target.name, &input).display(),
            String::from_utf8_lossy(&input[..input.len().min(300)])
        )
    }

    /// The input without all that its fault does not need.
    fn shortened(&self, key: &str, mut input: Vec<u8>) -> Vec<u8> {
        let begun = Instant::now();
        let mut length = input.len() / 2;
        while length > 0 && begun.elapsed() < Duration::from_secs(4) {
            let mut at = 0;
            while at < input.len() && begun.elapsed() < Duration::from_secs(4) {
                let mut shorter = input.clone();
                shorter.drain(at..(at + length).min(input.len()));
                match self.outcome(&shorter) {
                    Err((same, _)) if same == key => input = shorter,
                    _ => at += length,
                }
            }
            length /= 2;
        }
        input
    }
}
