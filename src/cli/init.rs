//! `dateline init`: a new site, from a few answers.

use super::ask::{Questions, somebody_is_there};
use super::{exit_code, progress, told};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::theme;
use crate::language::LanguageTag;
use crate::language::locale::is_marked;
use crate::language::text::counted;
use crate::scaffold::init::{
    Addresses, Answers, Recipe, choices, faults, files, ignore_outputs, languages_of, option_of, prefix_of,
    site_address, time_zone_of, title_of_folder,
};
use crate::scaffold::{NewFile, in_the_way, write_all};
use crate::whole::unwritable;
use anstream::println;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_yaml::Value;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder of the new site; it is made if it is not there.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// The site's name [default: made of the folder's].
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The address that the site will have [default: https://example.org].
    #[arg(long, value_name = "ADDRESS")]
    pub base_url: Option<String>,
    /// The languages, as BCP 47 tags with commas between them (`ar,fr,zh-Hans`); the first is the site's own.
    #[arg(long, value_name = "LANGUAGES")]
    pub languages: Option<String>,
    /// Where the newsroom's clock hangs, as in Europe/Paris [default: this machine's].
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// An option of the theme, `reading_time=yes`; may be given more than once.
    #[arg(long = "option", value_name = "NAME=VALUE")]
    pub options: Vec<String>,
    /// What the addresses of articles and pages look like [default: folders].
    #[arg(long, value_name = "KIND")]
    pub addresses: Option<AddressKind>,
    /// The first part of a language's addresses instead of its tag: `zh-Hans=cn`, or `zh-Hans=` to put it at the root. May be
    /// given more than once.
    #[arg(long, value_name = "LANGUAGE=PREFIX")]
    pub prefix: Vec<String>,
    /// Who builds and publishes the site when something is pushed [default: gitlab where the folder's Git repository is
    /// there, else github].
    #[arg(long, value_name = "SERVICE")]
    pub ci: Option<Service>,
    /// Ask nothing: take what is usual for all that is not said here.
    #[arg(long, short)]
    pub yes: bool,
}

/// What addresses look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AddressKind {
    /// /news/lighthouse/
    Folders,
    /// /news/lighthouse.html
    Html,
    /// /news/lighthouse
    Plain,
}

/// Who builds the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Service {
    /// GitHub Actions, for GitHub Pages
    Github,
    /// GitLab CI, for GitLab Pages
    Gitlab,
    /// None of them
    None,
}

/// The address of a site whose editor has not said one (RFC 2606: nobody has it).
const ADDRESS: &str = "https://example.org";

/// Runs the command.
pub(super) fn run(arguments: &InitArguments) -> ExitCode {
    let answers = match said(arguments) {
        Ok(answers) => answers,
        Err(problems) => return told(&problems),
    };
    // Better told before ten questions than after them.
    let mut problems = faults(&answers);
    problems.append(in_the_way(&arguments.folder, &files(&answers)));
    if !problems.0.is_empty() {
        return told(&problems);
    }
    let answers = if !arguments.yes && somebody_is_there() {
        let mut questions = Questions { input: io::stdin().lock(), output: anstream::stdout() };
        match ask(arguments, answers, &mut questions) {
            Ok(Some(answers)) => answers,
            // The terminal is gone, or will say no more.
            Ok(None) | Err(_) => {
                anstream::eprintln!("Nothing was written.");
                return ExitCode::from(progress::INTERRUPTED);
            }
        }
    } else {
        answers
    };
    let problems = faults(&answers);
    if !problems.0.is_empty() {
        return told(&problems);
    }
    let files = files(&answers);
    match write_all(&arguments.folder, &files) {
        Ok(()) => {
            if let Err(error) = ignore_outputs(&arguments.folder) {
                let hint = "the site is there; add the lines /public/, /proof/ and /.dateline/ yourself";
                return told(&unwritable(".gitignore", &error).hint(hint).into());
            }
            report(&arguments.folder, &answers, &files);
            exit_code(None)
        }
        Err(problems) => told(&problems),
    }
}

/// What the command line says, and what is usual for the rest.
///
/// # Errors
/// All that cannot be understood.
fn said(arguments: &InitArguments) -> Result<Answers, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut keep = |found: Result<String, Diagnostic>| found.map_err(|problem| problems.push(problem)).ok();
    let title = arguments.title.as_deref().map(|title| keep(title_of(title)));
    let base_url = arguments.base_url.as_deref().map(|address| keep(site_address(address)));
    let time_zone = arguments.time_zone.as_deref().map(|zone| keep(time_zone_of(zone)));
    let languages = arguments.languages.as_deref().map_or_else(|| Ok(own_language()), languages_of);
    let languages = languages.map_err(|problem| problems.push(problem)).unwrap_or_default();
    let mut prefixes = Vec::new();
    for text in arguments.prefix.iter().filter(|_| !languages.is_empty()) {
        match prefix_of(text, &languages) {
            Ok(prefix) => prefixes.push(prefix),
            Err(problem) => problems.push(problem),
        }
    }
    let mut options = serde_yaml::Mapping::new();
    for text in &arguments.options {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        match option_of(name.trim(), value) {
            Ok(value) => {
                options.insert(Value::from(name.trim()), value);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    Ok(Answers {
        title: title.flatten().unwrap_or_else(|| title_of_folder(&arguments.folder)),
        base_url: base_url.flatten().unwrap_or_else(|| ADDRESS.to_owned()),
        languages,
        prefixes,
        time_zone: time_zone.flatten().unwrap_or_else(zone_of_machine),
        options,
        addresses: match arguments.addresses.unwrap_or(AddressKind::Folders) {
            AddressKind::Folders => Addresses::Folders,
            AddressKind::Html => Addresses::Html,
            AddressKind::Plain => Addresses::Plain,
        },
        recipe: match arguments.ci {
            Some(Service::Github) => Recipe::GitHub,
            Some(Service::Gitlab) => Recipe::GitLab,
            Some(Service::None) => Recipe::None,
            None => Recipe::of_folder(&arguments.folder),
        },
        now: Timestamp::now(),
    })
}

/// The theme's own language.
fn own_language() -> Vec<LanguageTag> {
    let theme = theme::default_theme();
    theme.language.as_deref().and_then(LanguageTag::parse).into_iter().collect()
}

fn zone_of_machine() -> String {
    let zone = TimeZone::try_system().ok();
    let name = zone.as_ref().and_then(|zone| zone.iana_name());
    // The same zone has a longer name, too.
    let name = name.filter(|name| *name != "Etc/UTC").and_then(|name| time_zone_of(name).ok());
    name.unwrap_or_else(|| "UTC".to_owned())
}

fn title_of(text: &str) -> Result<String, Diagnostic> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.contains(char::is_control) {
        return Err(Diagnostic::error(Code::BadUsage, "a site has a title").hint("write its name: The Gazette"));
    }
    Ok(title)
}

/// Asks for what the command line does not say. None where the answers end before the questions.
///
/// # Errors
/// The terminal is gone.
fn ask<R: BufRead, W: Write>(
    arguments: &InitArguments,
    usual: Answers,
    questions: &mut Questions<R, W>,
) -> io::Result<Option<Answers>> {
    let mut answers = usual;
    if arguments.title.is_none() {
        let Some(title) = questions.ask("Title of the site", &answers.title, title_of)? else { return Ok(None) };
        answers.title = title;
    }
    if arguments.base_url.is_none() {
        let question = "Address that it will have";
        let Some(address) = questions.ask(question, &answers.base_url, site_address)? else { return Ok(None) };
        answers.base_url = address;
    }
    if arguments.languages.is_none() {
        let question = "Languages, the site's own first (tags such as ar, fr, zh-Hans)";
        let usual = language_of_machine().unwrap_or_else(|| tags(&answers.languages));
        let Some(languages) = questions.ask(question, &usual, languages_of)? else { return Ok(None) };
        answers.languages = languages;
    }
    if arguments.options.is_empty() {
        let Some(change) = questions.ask("Change the look now? y or n", "n", yes_or_no)? else { return Ok(None) };
        if change {
            for choice in choices() {
                questions.tell(&format!("\n{}", choice.about))?;
                let read = |text: &str| option_of(&choice.name, text);
                let Some(value) = questions.ask(&choice.name, &shown(&choice.default), read)? else { return Ok(None) };
                if value != choice.default {
                    answers.options.insert(Value::from(choice.name.as_str()), value);
                }
            }
        }
    }
    Ok(Some(answers))
}

/// The language of the machine's messages, where the theme speaks it.
fn language_of_machine() -> Option<String> {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))?;
    let tag = LanguageTag::parse(&said.split(['.', '@']).next()?.replace('_', "-"))?;
    let speaks = |tag: &LanguageTag| theme::default_text(&format!("locales/{tag}/beginning/article.md")).is_some();
    tag.lineage().find(speaks).map(|tag| tag.to_string())
}

fn yes_or_no(text: &str) -> Result<bool, Diagnostic> {
    match text.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err(Diagnostic::error(Code::BadUsage, "write y or n")),
    }
}

fn tags(languages: &[LanguageTag]) -> String {
    languages.iter().map(LanguageTag::as_str).collect::<Vec<_>>().join(", ")
}

/// A value as a person would write it.
fn shown(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Sequence(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

fn report(folder: &Path, answers: &Answers, files: &[NewFile]) {
    println!("\x1b[1mWritten\x1b[0m   {} in {}", counted(files.len(), "file"), folder.display());
    println!("\x1b[1mSite\x1b[0m      {} ({}) in {}", answers.title, answers.base_url, tags(&answers.languages));
    let marked = files.iter().filter(|file| is_marked(&file.text)).count();
    if marked > 0 {
        let marked = counted(marked, "file");
        println!("\x1b[1mWords\x1b[0m     {marked} to be translated: `dateline translations` lists what is left");
    }
    let mut next = Vec::new();
    if folder != Path::new(".") {
        next.push(format!("cd {}", for_shell(folder)));
    }
    next.push("dateline serve --watch --open".to_owned());
    println!("\x1b[1mNext\x1b[0m      {}", next.join("\n          "));
}

/// A path as a shell takes it for one word.
fn for_shell(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '\\' | ':');
    match (text.chars().all(is_plain), text.starts_with('-')) {
        (true, false) => text,
        (true, true) => format!("./{text}"),
        (false, _) => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        arguments: InitArguments,
    }

    fn asked(line: &[&str], input: &str) -> (Option<Answers>, String) {
        let arguments = Line::parse_from([&["init"], line].concat()).arguments;
        let usual = said(&arguments).unwrap();
        let mut questions = Questions { input: input.as_bytes(), output: Vec::new() };
        let answers = ask(&arguments, usual, &mut questions).unwrap();
        (answers, String::from_utf8(questions.output).unwrap())
    }

    #[test]
    fn what_is_said_is_not_asked() {
        let (answers, shown) = asked(&["--title", "The Gazette", "--languages", "fr,ar"], "gazette.example\nn\n");
        let answers = answers.unwrap();
        assert_eq!((answers.title.as_str(), answers.base_url.as_str()), ("The Gazette", "https://gazette.example"));
        assert!(!shown.contains("Title") && !shown.contains("Languages"), "{shown}");
    }

    #[test]
    fn the_look_is_asked_for_only_by_those_who_want_to_change_it() {
        let options = choices().len();
        let input = format!("A\nb.example\nfr\ny\n{}", "\n".repeat(options));
        let (answers, shown) = asked(&[], &input);
        assert!(answers.unwrap().options.is_empty(), "all as it was: {shown}");
        assert!(shown.contains("minutes it takes to read"), "{shown}");
        let (answers, _) = asked(&[], "A\nb.example\nfr\n");
        assert!(answers.is_none(), "who ends the input wants no site");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let line =
            ["init", "--base-url", "my site", "--languages", "x", "--time-zone", "Paris", "--option", "pictres=no"];
        let problems = said(&Line::parse_from(line).arguments).unwrap_err();
        assert_eq!(problems.0.len(), 4, "{problems:?}");
    }

    #[test]
    fn a_folder_is_one_word_for_the_shell() {
        assert_eq!(for_shell(Path::new("новая-газета")), "новая-газета");
        assert_eq!(for_shell(Path::new("L'Écho du jour")), r"'L'\''Écho du jour'");
        assert_eq!(for_shell(Path::new("-x")), "./-x");
    }
}
