//! `dateline schema`: JSON Schemas for editors, and how editors are told of them.

use super::arguments::to_list;
use super::outside::inside_an_output;
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config;
use crate::language::text::counted;
use crate::scaffold::archive::Archive;
use crate::scaffold::schema::{COMMENT, FOLDER, Facts, Kind, associations, files, path, text};
use crate::whole::{put, unwritable};
use anstream::{eprintln, println};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Print only this one: article, page, author, dossier, term, site, theme or embeds. With --to it is written.
    name: Option<String>,
    /// The folder to write to [default: `schemas` in the site's folder].
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Make schemas that fit any site, and know nothing of this one.
    #[arg(long)]
    general: bool,
    /// Write over files that this command has not written, too.
    #[arg(long)]
    force: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    root: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &SchemaArguments) -> ExitCode {
    let kinds = match arguments.name.as_deref().map(named).transpose() {
        Ok(None) => Kind::ALL.to_vec(),
        Ok(Some(kind)) => vec![kind],
        Err(problem) => return finish(problem.into()),
    };
    let facts = if arguments.general { None } else { facts(&arguments.root) };
    if let (Some(_), None) = (&arguments.name, &arguments.to) {
        // For another program: nothing else stands there.
        let written = kinds.iter().try_for_each(|kind| io::stdout().write_all(text(*kind, facts.as_ref()).as_bytes()));
        // Who has closed the other end wants no more.
        let _ = written;
        return finish(Diagnostics::default());
    }
    let folder = arguments.to.clone().unwrap_or_else(|| arguments.root.join(FOLDER));
    if let Some(problem) = inside_an_output(&folder) {
        return finish(problem.into());
    }
    let mut problems = Diagnostics::default();
    let all = Kind::ALL.iter().zip(files(facts.as_ref()));
    for (_, (path, text)) in all.filter(|(kind, _)| kinds.contains(kind)) {
        let file = folder.join(path.rsplit('/').next().unwrap_or(&path));
        match write(&file, &text, arguments.force) {
            Ok(()) => println!("{}", file.display()),
            Err(problem) => {
                problems.push(problem);
                break;
            }
        }
    }
    if problems.0.is_empty() {
        let fit = if facts.is_some() { "this site" } else { "any site" };
        println!("{} for {fit}.", counted(kinds.len(), "schema"));
        if arguments.to.is_none() {
            how_to_use();
        }
    }
    finish(problems)
}

fn finish(problems: Diagnostics) -> ExitCode {
    print::problems(&problems, &[]);
    exit_code(problems.outcome(false))
}

fn named(name: &str) -> Result<Kind, Diagnostic> {
    Kind::named(name).ok_or_else(|| {
        let known = Kind::ALL.iter().map(|kind| kind.name());
        let all: Vec<&str> = known.clone().collect();
        Diagnostic::error(Code::BadUsage, format!("there is no schema `{name}`"))
            .did_you_mean(name, known)
            .hint(format!("there are {}", all.join(", ")))
    })
}

/// What the schemas can know of the site; none where there is no site, or none that can be read.
fn facts(root: &Path) -> Option<Facts> {
    if !root.join(config::FILE).is_file() {
        return None;
    }
    let options = to_list(root, None);
    let (archive, _) = Archive::of(&options, options.now);
    if archive.is_none() {
        eprintln!("The site cannot be read (dateline check tells why): the schemas know nothing of it.");
    }
    archive.map(|archive| Facts::of(&archive))
}

fn how_to_use() {
    println!(
        "\nVS Code (with the YAML extension), Zed, Neovim and Helix read them by a first line of the file itself:"
    );
    for (schema, files) in associations() {
        let up = "../".repeat(files.matches('/').count());
        println!("    {files:<20}  # yaml-language-server: $schema={up}{schema}");
    }
    println!("For front matter: docs/schema.md. It is in {} and others.", path(Kind::Article));
}

/// Writes a schema: at every moment the file is the old or the new one.
fn write(file: &Path, text: &str, force: bool) -> Result<(), Diagnostic> {
    let shown = file.display().to_string();
    let there = fs::read_to_string(file).ok();
    if there.as_deref() == Some(text) {
        return Ok(());
    }
    let is_ours = there.as_ref().is_none_or(|there| there.contains(COMMENT));
    if !force && (!is_ours || (there.is_none() && file.exists())) {
        return Err(Diagnostic::error(Code::OwnCopy, "the file is none that `dateline schema` has written")
            .at(Place::file(shown))
            .hint("name another folder with --to, or write over it with --force"));
    }
    put(file, text.as_bytes()).map_err(|error| unwritable(shown, &error))
}
