//! `dateline theme`: the theme's files, copies of them, and what the copies miss.

use super::outside::inside_an_output;
use super::problem::{BOLD, PLAIN};
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::input::config::{self, DEFAULT_THEME};
use crate::language::text::counted;
use crate::scaffold::theme::{
    Compared, Done, Export, Overwrite, RECORD, State, compare, export, originals, select, what_it_is,
};
use anstream::println;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct ThemeArguments {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// List the files of the theme, each with what it is.
    List(ListArguments),
    /// Write the theme, or single files of it, for reading and changing.
    ///
    /// Without FILES all of the theme is written to themes/<name>/, and the site uses that from then on. FILES are written
    /// where the site's own stand over the theme's: templates/article.html, static/gazette.css. A copy that was changed is
    /// left as it is; one that was not is brought up to date.
    Export(ExportArguments),
    /// Show what the site's own copies miss of the program's newer files.
    Diff(DiffArguments),
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Only these: paths, folders or patterns in quotation marks ("templates/*.html").
    files: Vec<String>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct ExportArguments {
    /// The theme [default: gazette], and files of it: paths, folders or patterns in quotation marks ("locales/*/*.ftl").
    #[arg(value_name = "THEME | FILES")]
    names: Vec<String>,
    /// Write to this folder instead, with the folders that the theme has; themes/mine is the beginning of an own theme.
    #[arg(long, value_name = "FOLDER")]
    to: Option<String>,
    /// Write over copies that were changed, too.
    #[arg(long)]
    force: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Args)]
struct DiffArguments {
    /// Only these copies: paths or folders.
    files: Vec<String>,
    /// Print only the paths of copies that may miss something.
    #[arg(long)]
    names_only: bool,
    /// Print the result as JSON, for other programs.
    #[arg(long, conflicts_with = "names_only")]
    json: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    root: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &ThemeArguments) -> ExitCode {
    let problems = match &arguments.command {
        ThemeCommand::List(arguments) => list(arguments),
        ThemeCommand::Export(arguments) => run_export(arguments),
        ThemeCommand::Diff(arguments) => diff(arguments),
    };
    print::problems(&problems, &[]);
    exit_code(problems.outcome(false))
}

fn list(arguments: &ListArguments) -> Diagnostics {
    let files = match select(originals(DEFAULT_THEME).unwrap_or_default(), &arguments.files) {
        Ok(files) => files,
        Err(problems) => return problems,
    };
    let rows: Vec<(String, Option<String>)> = files.iter().map(|f| (f.below.clone(), what_it_is(f))).collect();
    if arguments.json {
        let rows = rows.into_iter().map(|(file, is)| json!({ "file": file, "is": is }));
        println!("{:#}", Value::Array(rows.collect()));
        return Diagnostics::default();
    }
    let width = rows.iter().map(|(file, _)| file.len()).max().unwrap_or_default();
    for (file, is) in &rows {
        println!("{}", format!("{file:width$}  {}", is.as_deref().unwrap_or_default()).trim_end());
    }
    Diagnostics::default()
}

fn run_export(arguments: &ExportArguments) -> Diagnostics {
    let (theme, files) = match theme_and_files(&arguments.names) {
        Ok(named) => named,
        Err(problem) => return problem.into(),
    };
    if let Some(problem) = misplaced(&arguments.root, arguments.to.as_deref()) {
        return problem.into();
    }
    let overwrite = if arguments.force { Overwrite::Changed } else { Overwrite::Never };
    let to = arguments.to.as_deref();
    let (steps, problems) = export(&Export { root: &arguments.root, theme, files, to, overwrite });
    let count = |done: Done| steps.iter().filter(|step| step.done == done).count();
    for step in steps.iter().filter(|step| step.done != Done::Same) {
        println!("{}{}", step.path, if step.done == Done::Replaced { "  (replaced)" } else { "" });
    }
    if !steps.is_empty() {
        let same = count(Done::Same);
        let same = if same == 0 { String::new() } else { format!(", {same} already there") };
        println!("{} written{same}.", counted(count(Done::Written) + count(Done::Replaced), "file"));
        if to.is_none() && files.is_empty() {
            println!("The site's pages are made with themes/{theme}/ from now on.");
        }
        println!("After an update of Dateline, `dateline theme diff` shows what the copies miss ({RECORD}).");
    }
    problems
}

/// The first name may be that of a theme.
fn theme_and_files(names: &[String]) -> Result<(&str, &[String]), Diagnostic> {
    let Some((first, rest)) = names.split_first() else { return Ok((DEFAULT_THEME, names)) };
    if originals(first).is_some() {
        return Ok((first, rest));
    }
    let files = originals(DEFAULT_THEME).unwrap_or_default();
    let is_folder = files.iter().any(|file| file.below.split('/').next() == Some(first.trim_end_matches('/')));
    if is_folder || first.contains(['/', '.', '*', '?', '[']) {
        return Ok((DEFAULT_THEME, names));
    }
    let problem = Diagnostic::error(Code::BadUsage, format!("no theme `{first}` is part of the program"));
    let problem = match nearest(first, [DEFAULT_THEME]) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("the program has `{DEFAULT_THEME}`; other themes are folders in themes/ already")),
    };
    Err(problem.hint("`dateline theme list` shows the files that can be named"))
}

/// Copies in a folder that is no site have no effect, and those in an output folder are gone with the next build.
fn misplaced(root: &Path, to: Option<&str>) -> Option<Diagnostic> {
    let Some(to) = to else {
        let is_site = root.join(config::FILE).is_file();
        return (!is_site).then(|| {
            Diagnostic::error(Code::NoSite, format!("there is no {} in {}", config::FILE, root.display()))
                .hint("go to the site's folder, or name it with --root")
                .hint("to read the theme only, name a folder for it with --to")
        });
    };
    inside_an_output(&root.join(to))
}

fn diff(arguments: &DiffArguments) -> Diagnostics {
    let (all, problems) = compare(&arguments.root);
    if !problems.0.is_empty() {
        return problems;
    }
    let is_named = |copy: &Compared, name: &String| {
        let name = name.trim_start_matches("./").trim_end_matches('/');
        copy.path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut problems = Diagnostics::default();
    for name in arguments.files.iter().filter(|name| !all.iter().any(|copy| is_named(copy, name))) {
        problems.push(
            Diagnostic::error(Code::BadUsage, format!("`{name}` is no copy of a file of the theme"))
                .did_you_mean(name, all.iter().map(|copy| copy.path.as_str()))
                .hint("`dateline theme diff` without a name shows all copies"),
        );
    }
    let wanted =
        |copy: &&Compared| arguments.files.is_empty() || arguments.files.iter().any(|name| is_named(copy, name));
    let copies: Vec<&Compared> = all.iter().filter(wanted).collect();
    if arguments.json {
        println!("{:#}", Value::Array(copies.iter().map(|copy| as_json(copy)).collect()));
    } else if arguments.names_only {
        copies.iter().filter(|copy| copy.state.misses()).for_each(|copy| println!("{}", copy.path));
    } else {
        copies.iter().for_each(|copy| print(copy));
        println!("{}", summary(&copies));
    }
    problems
}

fn print(copy: &Compared) {
    println!("{BOLD}{}{PLAIN}  {}", copy.path, in_words(copy));
    let is_partial = matches!(copy.state, State::Both | State::Unrecorded);
    if is_partial && !copy.lacks.is_empty() {
        for (name, text) in &copy.lacks {
            let is_block = text.contains('\n') || text.starts_with(name.as_str());
            println!("{}", indented(&if is_block { text.clone() } else { format!("{name}: {text}") }));
        }
    } else if copy.state.misses() {
        copy.diff.iter().for_each(|diff| println!("{}", diff.trim_end()));
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn in_words(copy: &Compared) -> String {
    let of = copy.exported_with.as_deref().map_or_else(String::new, |version| format!(" (copied from {version})"));
    let lacks = if copy.lacks.is_empty() { "" } else { ", which has what follows" };
    match copy.state {
        State::Same => "the same as the program's".to_owned(),
        State::Yours => format!("changed by you; the program's is what you copied{of}"),
        State::Newer => format!("the program's is newer{of}; `{}` brings it up to date", again(copy)),
        State::Both => format!("changed by you, and the program's is newer{of}{lacks}"),
        State::Unrecorded => {
            format!("differs from the program's{lacks}; nobody knows what was copied, so it may be your change")
        }
        State::Missing => format!("not there, and the program's theme has it; `{}` writes it", again(copy)),
    }
}

/// The command that writes the copy again.
fn again(copy: &Compared) -> String {
    match copy.path.strip_suffix(&copy.file).map(|folder| folder.trim_end_matches('/')) {
        Some("") => format!("dateline theme export {}", copy.file),
        Some(folder) if folder == format!("themes/{}", copy.theme) => format!("dateline theme export {}", copy.theme),
        Some(folder) => format!("dateline theme export {} --to {folder}", copy.file),
        None => "dateline theme export".to_owned(),
    }
}

fn summary(copies: &[&Compared]) -> String {
    if copies.is_empty() {
        return "The site has no copies of the theme's files.".to_owned();
    }
    let missing = copies.iter().filter(|copy| copy.state.misses()).count();
    let copies = if copies.len() == 1 { "1 copy".to_owned() } else { format!("{} copies", copies.len()) };
    match missing {
        0 => format!("{copies}; nothing is missing."),
        n => format!("{copies}; {n} may miss something."),
    }
}

fn as_json(copy: &Compared) -> Value {
    json!({
        "path": copy.path,
        "theme": copy.theme,
        "file": copy.file,
        "state": copy.state.name(),
        "misses": copy.state.misses(),
        "exported_with": copy.exported_with,
        "lacks": copy.lacks.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        "diff": copy.diff,
    })
}
