//! Authors: who they are, in each language.

use super::image::Image;
use super::outdated::Outdated;
use crate::input::content::{Document, WebLink};
use crate::language::{Gender, LanguageId, Moment};
use std::sync::Arc;

/// Index of a note in [`super::Site::notes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub usize);

/// An author.
#[derive(Debug, Default)]
pub struct Profile {
    /// What is said about the author, for each language: in the language itself, or in a fallback.
    pub notes: Vec<Option<NoteId>>,
    /// The picture that the files name; [`super::Site::photo`] is that of a language.
    pub photo: Option<Image>,
    /// When pictures of the author will come down.
    pub picture_ends: Vec<Moment>,
    /// Where else to find the author, in each language: what the language's own file says, or the nearest that says it.
    pub links: Vec<Vec<WebLink>>,
    /// The gender in which each language speaks of the author, where a file says it. Empty for an author without files.
    pub genders: Vec<Option<Gender>>,
}

/// The note about an author in one language.
#[derive(Debug, Clone)]
pub struct Note {
    /// The language that it is written in.
    pub language: LanguageId,
    /// What the author does.
    pub role: Option<String>,
    /// Whether it is a translation that says what it was translated from.
    pub recorded: bool,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
    /// The file; its body is the note.
    pub document: Arc<Document>,
}
