//! Language: tags, dates, words, and what each language does with them. It knows no configuration, no theme and no site:
//! what it needs of them it is given as plain values.

pub mod breaks;
mod date;
mod gender;
mod hyphens;
mod id;
pub mod locale;
mod moment;
pub mod romanisation;
mod tag;
mod term_id;
pub mod text;
mod twins;
pub mod typography;
pub mod usage;

pub use date::WrittenDate;
pub use gender::Gender;
pub use hyphens::with_soft_hyphens;
pub use id::LanguageId;
pub use moment::Moment;
pub use tag::LanguageTag;
pub use term_id::{NoTerm, shown, term_id, visible};
pub use twins::near_twins;
