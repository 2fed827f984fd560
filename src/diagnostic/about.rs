//! What a diagnostic is about, as data: what later stages go by, where they would else have to read the message.

use std::fmt;

/// What a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum About {
    /// A key of front matter or configuration.
    Key(KeyPath),
    /// A block of YAML as a whole: none of its values could be read.
    Block,
    /// A story, by its id.
    Story(String),
    /// A page, by its address.
    Route(String),
}

impl About {
    /// Whether a top-level key has no value that can be relied on, where this has been reported as wrong.
    pub fn covers(&self, key: &str) -> bool {
        match self {
            About::Block => true,
            About::Key(path) => path.top() == Some(key),
            About::Story(_) | About::Route(_) => false,
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            About::Key(path) => path.fmt(f),
            About::Block => Ok(()),
            About::Story(text) | About::Route(text) => f.write_str(text),
        }
    }
}

/// The way to a value inside a block of YAML: `related[2].url`. Items of lists count from 0 here; people read them from 1,
/// so messages name the key and let the place say which item.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(Vec<Step>);

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
    /// To a line of a text in lines (`|`), from 0.
    Line(usize),
    /// From the name of a key to its value; only places tell them apart.
    Value,
}

impl KeyPath {
    /// The same, one key further.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> KeyPath {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// The same, one item of a list further, from 0.
    #[must_use]
    pub fn item(mut self, item: usize) -> KeyPath {
        self.0.push(Step::Item(item));
        self
    }

    /// The same, to a line of a text in lines, from 0.
    #[must_use]
    pub fn line(mut self, line: usize) -> KeyPath {
        self.0.push(Step::Line(line));
        self
    }

    /// The same, to the value itself: a key alone leads to its name.
    #[must_use]
    pub fn value(mut self) -> KeyPath {
        self.0.push(Step::Value);
        self
    }

    /// The steps from the top of the block.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The last key on the way, where it ends with one.
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The top-level key.
    pub fn top(&self) -> Option<&str> {
        match self.0.first() {
            Some(Step::Key(key)) => Some(key),
            Some(Step::Item(_) | Step::Line(_) | Step::Value) | None => None,
        }
    }
}

impl From<&str> for KeyPath {
    fn from(key: &str) -> KeyPath {
        KeyPath::default().key(key)
    }
}

impl From<&String> for KeyPath {
    fn from(key: &String) -> KeyPath {
        KeyPath::default().key(key)
    }
}

impl FromIterator<Step> for KeyPath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> KeyPath {
        KeyPath(steps.into_iter().collect())
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
                Step::Line(_) | Step::Value => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_reads_as_people_write_it() {
        let path = KeyPath::from("related").item(2).key("url");
        assert_eq!(path.to_string(), "related[2].url");
        assert_eq!(path.top(), Some("related"));
    }
}
