//! Asked: which articles a piece of work looks at, so that it need not be done again while these are what they were.
//!
//! Each look at an article goes through [`super::Site::article`], which takes it down for whoever listens on the thread. Work
//! that is done once and used by many is kept as [`Once`]: who uses it has looked at what was looked at for it.

use super::ArticleId;
use std::cell::RefCell;
use std::sync::OnceLock;

thread_local! {
    /// What has been looked at; none where nobody listens.
    static ASKED: RefCell<Option<Vec<ArticleId>>> = const { RefCell::new(None) };
}

/// Takes down a look at an article.
pub(super) fn note(id: ArticleId) {
    ASKED.with_borrow_mut(|asked| asked.iter_mut().for_each(|asked| asked.push(id)));
}

/// Takes down what has been looked at before.
pub fn note_all(ids: &[ArticleId]) {
    ASKED.with_borrow_mut(|asked| asked.iter_mut().for_each(|asked| asked.extend_from_slice(ids)));
}

/// Does some work on this thread, and says which articles it has looked at, each once. What the work lets other threads do is
/// not heard.
pub fn during<T>(work: impl FnOnce() -> T) -> (T, Vec<ArticleId>) {
    let listening = Listening { outer: ASKED.replace(Some(Vec::new())) };
    let done = work();
    let mut asked = ASKED.take().unwrap_or_default();
    drop(listening);
    asked.sort_unstable();
    asked.dedup();
    note_all(&asked);
    (done, asked)
}

/// Who listened before listens again afterwards, also where the work panics.
struct Listening {
    outer: Option<Vec<ArticleId>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        ASKED.set(self.outer.take());
    }
}

/// A value that is made when somebody first asks for it.
#[derive(Debug)]
pub struct Once<T>(OnceLock<(T, Vec<ArticleId>)>);

impl<T> Default for Once<T> {
    fn default() -> Once<T> {
        Once(OnceLock::new())
    }
}

impl<T> Once<T> {
    /// The value, made now if it is not there.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        let (value, asked) = self.0.get_or_init(|| during(make));
        note_all(asked);
        value
    }

    /// The value, if it is there.
    pub fn get(&self) -> Option<&T> {
        self.0.get().map(|(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_uses_what_was_made_once_has_looked_at_what_it_is_made_of() {
        let once = Once::default();
        let look = |id: usize| once.get_or_init(|| note(ArticleId(id))).to_owned();
        let ((), first) = during(|| {
            note(ArticleId(3));
            look(1);
            note(ArticleId(3));
        });
        let ((), second) = during(|| look(2));
        assert_eq!((first, second), (vec![ArticleId(1), ArticleId(3)], vec![ArticleId(1)]));
        let ((), outer) = during(|| drop(during(|| note(ArticleId(5)))));
        assert_eq!(outer, [ArticleId(5)], "also what is listened to within");
        let panicked = std::panic::catch_unwind(|| during(|| -> () { panic!("in the work") }));
        assert!(panicked.is_err());
        assert!(ASKED.take().is_none(), "nobody listens any more");
    }
}
