//! `dateline cms`: writing in the browser, on the site's repository.

use super::arguments::to_list;
use super::outside::inside_an_output;
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::scaffold::archive::Archive;
use crate::scaffold::cms::{
    CONFIG, CmsKind, Made, NO_REPOSITORY, Repository, is_untouched, kinds, make, repository_of,
};
use crate::whole::{put, unwritable};
use anstream::println;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder where none is named.
const FOLDER: &str = "cms";

#[derive(Debug, Args)]
pub(super) struct CmsArguments {
    /// Which content management system: sveltia or decap [default: sveltia].
    #[arg(long, value_name = "NAME")]
    kind: Option<String>,
    /// The repository, as its service names it: owner/name.
    #[arg(long, value_name = "OWNER/NAME")]
    repo: Option<String>,
    /// Which service has the repository: github, gitlab, gitea; test-repo needs none, and is there to look at [default:
    /// github].
    #[arg(long, value_name = "SERVICE")]
    backend: Option<String>,
    /// The branch that is edited.
    #[arg(long, value_name = "NAME", default_value = "main")]
    branch: String,
    /// The folder to write to [default: `cms` in the site's folder]. static/admin puts it into the site itself.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Write over files that are there and differ.
    #[arg(long)]
    force: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    root: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &CmsArguments) -> ExitCode {
    let problems = write(arguments);
    print::problems(&problems, &[]);
    exit_code(problems.outcome(false))
}

fn write(arguments: &CmsArguments) -> Diagnostics {
    let (kind, backend) = match chosen(arguments) {
        Ok(chosen) => chosen,
        Err(problem) => return problem.into(),
    };
    let folder = arguments.to.clone().unwrap_or_else(|| arguments.root.join(FOLDER));
    if let Some(problem) = inside_an_output(&folder) {
        return problem.into();
    }
    let options = to_list(&arguments.root, None);
    let (archive, problems) = Archive::of(&options, options.now);
    let Some(archive) = archive else { return problems };
    // What was said the first time need not be said again.
    let before = fs::read_to_string(folder.join(CONFIG)).ok().and_then(|config| repository_of(&config));
    let before = before.as_ref().filter(|_| arguments.repo.is_none());
    let name = arguments.repo.as_deref().or(before.map(|(name, _)| name.as_str()));
    let branch = before.map_or(arguments.branch.as_str(), |(_, branch)| branch.as_str());
    let repository = Repository { backend: &backend, name, branch };
    let made = make(&archive, &kind, &repository);
    // Nothing is written unless all can be.
    let mut problems = Diagnostics::default();
    if !arguments.force {
        problems.0.extend(made.files.iter().filter_map(|(name, text)| would_be_lost(&folder.join(name), text)));
    }
    if !problems.0.is_empty() {
        return problems;
    }
    for (name, text) in &made.files {
        let file = folder.join(name);
        if let Err(error) = put(&file, text.as_bytes()) {
            return unwritable(file.display().to_string(), &error).into();
        }
        println!("{}", file.display());
    }
    tell(arguments, &folder, &kind, &backend, &made);
    made.problems
}

/// The kind and the backend that are asked for.
fn chosen(arguments: &CmsArguments) -> Result<(CmsKind, String), Diagnostic> {
    let kinds = kinds();
    let names: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
    let wanted = arguments.kind.as_deref().or_else(|| names.first().copied()).unwrap_or_default();
    let Some(kind) = kinds.iter().find(|kind| kind.kind == wanted) else {
        return Err(Diagnostic::error(Code::BadUsage, format!("there is no kind `{wanted}`"))
            .did_you_mean(wanted, names.iter().copied())
            .hint(format!("there are {}", names.join(", "))));
    };
    let known = || kind.backends.iter().map(String::as_str);
    let backend = arguments.backend.as_deref().or_else(|| known().next()).unwrap_or_default();
    if !known().any(|name| name == backend) {
        return Err(Diagnostic::error(Code::BadUsage, format!("{} has no backend `{backend}`", kind.name))
            .did_you_mean(backend, known())
            .hint(format!("it has {}", kind.backends.join(", "))));
    }
    if let Some(repo) = arguments.repo.as_deref().filter(|repo| !is_repository(repo)) {
        return Err(Diagnostic::error(Code::BadUsage, format!("`{repo}` does not name a repository"))
            .hint("write the owner and the name, as in --repo gazette/site, without the address of the service"));
    }
    Ok((kind.clone(), backend.to_owned()))
}

fn is_repository(name: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    name.split('/').count() >= 2 && name.split('/').all(is_part)
}

fn would_be_lost(file: &Path, text: &str) -> Option<Diagnostic> {
    let is_new = fs::symlink_metadata(file).is_err();
    // One that nobody has touched since this command wrote it may be written anew.
    let is_ours = || fs::read_to_string(file).is_ok_and(|there| there == text || is_untouched(&there));
    if is_new || is_ours() {
        return None;
    }
    let problem = Diagnostic::error(Code::OwnCopy, "the file is there already, and differs");
    Some(
        problem
            .at(Place::file(file.display().to_string()))
            .hint("--force writes over it: name the repository again, with --repo and --backend")
            .hint("or write beside it, with --to, and compare"),
    )
}

fn tell(arguments: &CmsArguments, folder: &Path, kind: &CmsKind, backend: &str, made: &Made) {
    println!("{} with {}.", kind.name, made.collections.join(", "));
    for note in &made.notes {
        println!("Note: {note}.");
    }
    let needs_name = arguments.repo.is_none() && backend != kind.trial;
    if needs_name {
        println!("Next: put the name of the repository in the place of {NO_REPOSITORY} in config.yml, or use --repo.");
    }
    if folder.components().any(|part| part.as_os_str() == "static") {
        let script = kind.script.split('/').take(3).collect::<Vec<_>>().join("/");
        println!(
            "Next: its pages are part of the site. The host must allow them what the policy of the site does not:"
        );
        println!("    scripts from {script}, and connections to the service that has the repository (docs/cms.md).");
    } else {
        let shown = folder.display();
        println!(
            "Next: serve {shown} on a host of its own, or try it here: python3 -m http.server --directory {shown}"
        );
    }
}
