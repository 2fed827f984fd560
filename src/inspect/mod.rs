//! Inspect: what is looked at once everything is there. It reads a press or a site and returns diagnostics; nothing below
//! knows it.

pub mod audit;
pub mod behind;
pub mod link_check;
pub mod policy;
pub mod published;
pub mod survey;
pub mod terms;
pub mod translated;
pub mod words;
