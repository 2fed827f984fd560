//! How much a template may do for one page. A slip in a loop would else fill the memory, or never end.
//!
//! What is counted is steps, and not seconds: the same site fails in the same way on every machine.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use std::cell::Cell;
use std::io::{self, Write};
use tera::{Error, Kwargs, State, Tera, TeraResult};

/// Pieces that are written and numbers that `range` counts to, together: far more than a page has that anybody reads to
/// its end.
const MOST_STEPS: u64 = 5_000_000;

/// Numbers of one `range`, as Tera has it: they are in memory all at once.
const LONGEST_RANGE: usize = 100_000;

/// Bytes of a page.
const MOST_BYTES: usize = 64 << 20;

thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// What has been spent on a page.
pub(super) struct Budget {
    /// What had been spent on the page in the middle of which this one is made.
    before: u64,
}

impl Budget {
    /// A new page is begun on this thread.
    pub fn begin() -> Budget {
        Budget { before: STEPS.replace(0) }
    }

    /// Whether the page has asked for more than there is.
    pub fn is_spent(&self) -> bool {
        STEPS.get() > MOST_STEPS
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        STEPS.set(self.before);
    }
}

/// Takes steps; false where there are none left.
fn spend(steps: u64) -> bool {
    STEPS.set(STEPS.get().saturating_add(steps));
    STEPS.get() <= MOST_STEPS
}

/// A page that does not grow beyond all bounds.
pub(super) struct Bounded<'a>(pub &'a mut Vec<u8>);

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_too_large = self.0.len() + bytes.len() > MOST_BYTES;
        if !spend(if is_too_large { MOST_STEPS + 1 } else { 1 }) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is wrong with a page that asks for too much, and the way out.
pub(super) fn too_much(path: &str) -> Diagnostics {
    Diagnostic::error(Code::TooMuchWork, TOO_MUCH).at(Place::file(path)).hint(WAY_OUT).into()
}

const TOO_MUCH: &str = "the page takes more steps than any page needs, or is larger than 64 MB";
const WAY_OUT: &str = "look for a loop inside a loop, and for `range` with a large number";

/// `range` as Tera has it, with its numbers counted.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("range", |kwargs: Kwargs, _: &State| range(&kwargs));
}

fn range(kwargs: &Kwargs) -> TeraResult<Vec<i128>> {
    let start = kwargs.get::<i128>("start")?.unwrap_or_default();
    let end = kwargs.must_get::<i128>("end")?;
    let step = kwargs.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 {
        return Err(Error::message("`range` was called with a `step_by` of 0"));
    }
    if start > end && step > 0 {
        return Err(Error::message("`range` was called with a `start` greater than its `end`"));
    }
    let goes_on = |number: &i128| if step > 0 { *number < end } else { *number > end };
    let mut numbers = Vec::new();
    let mut next = Some(start).filter(goes_on);
    while let Some(number) = next {
        if numbers.len() == LONGEST_RANGE {
            return Err(Error::message(format!("`range` gives {LONGEST_RANGE} numbers at most")));
        }
        if !spend(1) {
            return Err(Error::message(TOO_MUCH));
        }
        numbers.push(number);
        next = number.checked_add(step).filter(goes_on);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    #[derive(Debug, PartialEq, Eq)]
    struct Rendered {
        page: String,
        is_done: bool,
        is_spent: bool,
    }

    fn render(template: &str) -> Rendered {
        let mut tera = Tera::default();
        register(&mut tera);
        tera.add_raw_template("a.txt", template).unwrap();
        let budget = Budget::begin();
        let mut page = Vec::new();
        let is_done = tera.render_to("a.txt", &Context::new(), Bounded(&mut page)).is_ok();
        Rendered { page: String::from_utf8(page).unwrap(), is_done, is_spent: budget.is_spent() }
    }

    #[test]
    fn a_loop_in_a_loop_ends() {
        for template in [
            "{% for i in range(end=100000) %}{% for j in range(end=100000) %}x{% endfor %}{% endfor %}",
            "{% for i in range(end=100000) %}{% for j in range(end=100000) %}{% endfor %}{% endfor %}",
            "{% set r = range(end=100000) %}{% for i in r %}{% for j in r %}x{% endfor %}{% endfor %}",
        ] {
            let Rendered { is_done, is_spent, .. } = render(template);
            assert!(is_spent && !is_done, "{template}");
        }
    }

    #[test]
    fn a_range_without_end_is_refused_before_it_fills_the_memory() {
        for template in [
            "{% for i in range(end=100000000000000) %}x{% endfor %}",
            "{% for i in range(start=100000000000000, end=0, step_by=-1) %}{% endfor %}",
            "{% for i in range(start=-9223372036854775807, end=9223372036854775807) %}{% endfor %}",
        ] {
            let refused = Rendered { page: String::new(), is_done: false, is_spent: false };
            assert_eq!(render(template), refused, "{template}");
        }
    }

    #[test]
    fn what_pages_count_is_counted_as_tera_does() {
        for (template, page) in [
            ("{% for i in range(end=3) %}{{ i }}{% endfor %}", "012"),
            ("{% for i in range(start=5, end=0, step_by=-2) %}{{ i }}{% endfor %}", "531"),
            ("{% for i in range(start=1, end=8, step_by=3) %}{{ i }}{% endfor %}", "147"),
            ("{% for i in range(end=0) %}{{ i }}{% endfor %}", ""),
        ] {
            assert_eq!(render(template), Rendered { page: page.to_owned(), is_done: true, is_spent: false });
        }
    }
}
