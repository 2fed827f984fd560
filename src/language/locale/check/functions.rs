//! Functions that do not exist, options that they do not know, values that mean nothing.

use super::graph::place_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::WrittenDate;
use crate::language::locale::options::{FUNCTIONS, Function, Given};
use crate::language::locale::resources::Resource;
use fluent_syntax::ast::{CallArguments, InlineExpression};

/// What is wrong with a call, each at the name or the value that is to be fixed.
pub(super) fn problems(resource: &Resource, name: &str, arguments: &CallArguments<&str>) -> Diagnostics {
    let wrong =
        |at: &str, message: String| Diagnostic::error(Code::UnknownReference, message).at(place_of(resource, at));
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
        return wrong(name, format!("there is no function `{name}()`"))
            .did_you_mean(name, FUNCTIONS.iter().map(|function| function.name))
            .hint("there are NUMBER() and DATETIME()")
            .into();
    };
    let mut problems = Diagnostics::default();
    if let Some(message) = problem_of_value(function, arguments) {
        problems.push(wrong(name, message).hint(format!("write the value first, alone: `{name}($value, …)`")));
    }
    let given: Vec<(&str, Given)> =
        arguments.named.iter().filter_map(|a| Some((a.name.name, given(&a.value)?))).collect();
    for problem in function.problems(&given) {
        let argument = arguments.named.iter().find(|argument| argument.name.name == problem.option);
        let place = match argument.map(|argument| (&argument.name.name, &argument.value)) {
            Some((_, InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value }))
                if problem.in_value =>
            {
                value
            }
            Some((name, _)) => name,
            None => name,
        };
        let diagnostic = wrong(place, problem.message);
        problems.push(match problem.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic.hint("docs/localisation.md tells what it may be"),
        });
    }
    problems
}

/// Fluent's syntax lets options be texts and numbers alone, so that each can be looked at here.
fn given<'a>(value: &'a InlineExpression<&'a str>) -> Option<Given<'a>> {
    match value {
        InlineExpression::StringLiteral { value } => Some(Given::Text(value)),
        InlineExpression::NumberLiteral { value } => value.parse().ok().map(Given::Number),
        _ => None,
    }
}

/// What a function formats is a variable, or is written in the message.
fn problem_of_value(function: &Function, arguments: &CallArguments<&str>) -> Option<String> {
    let name = function.name;
    let is_date = name == "DATETIME";
    match arguments.positional.as_slice() {
        [] => Some(format!("`{name}()` needs a {}", if is_date { "date" } else { "number" })),
        [InlineExpression::StringLiteral { value }] if is_date => {
            WrittenDate::parse(value).err().map(|no_date| no_date.to_string())
        }
        [InlineExpression::StringLiteral { value }] if value.trim().parse::<f64>().is_err() => {
            Some(format!("\"{value}\" is not a number"))
        }
        [_] => None,
        _ => Some(format!("`{name}()` formats one value at a time")),
    }
}
