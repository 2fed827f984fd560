//! Options that are right each by itself and make no sense together.

use super::{Given, OptionProblem, date_options};
use icu::datetime::fieldbag::DateTimeFieldBag;

fn conflict<'a>(option: &'a str, message: impl Into<String>, hint: impl Into<String>) -> OptionProblem<'a> {
    OptionProblem { option, in_value: false, message: message.into(), hint: Some(hint.into()) }
}

pub(super) fn of_number<'a>(given: &[(&'a str, Given)]) -> Vec<OptionProblem<'a>> {
    let find = |name: &str| given.iter().find(|(option, _)| *option == name);
    let is = |name: &str, value: &str| find(name).is_some_and(|(_, given)| *given == Given::Text(value));
    let mut problems = Vec::new();
    if let Some((option, _)) = find("style")
        && is("style", "currency")
        && find("currency").is_none()
    {
        problems.push(conflict(option, "an amount of money needs a currency", "add `currency: \"EUR\"`"));
    }
    for name in ["currency", "currencyDisplay"] {
        if let Some((option, _)) = find(name)
            && !is("style", "currency")
        {
            let message = format!("`{option}` does nothing to a number that is no money");
            problems.push(conflict(option, message, "add `style: \"currency\"`"));
        }
    }
    if let Some((option, _)) = find("compactDisplay")
        && !is("notation", "compact")
    {
        problems.push(conflict(
            option,
            "`compactDisplay` does nothing to a number in full",
            "add `notation: \"compact\"`",
        ));
    }
    if let Some((option, _)) = find("notation")
        && is("notation", "compact")
        && given.iter().any(|(name, _)| !["notation", "compactDisplay", "type"].contains(name))
    {
        let message = "a compact number has no style, grouping or digits of its own";
        problems.push(conflict(option, message, "leave the other options out"));
    }
    for (least, most) in
        [("minimumFractionDigits", "maximumFractionDigits"), ("minimumSignificantDigits", "maximumSignificantDigits")]
    {
        if let (Some((option, Given::Number(low))), Some((_, Given::Number(high)))) = (find(least), find(most))
            && low > high
        {
            let message = format!("`{least}` is greater than `{most}`");
            problems.push(conflict(option, message, "exchange them, or leave one out"));
        }
    }
    problems
}

/// Fields of a date, as opposed to styles.
const FIELDS: [&str; 9] =
    ["weekday", "era", "year", "month", "day", "hour", "minute", "second", "fractionalSecondDigits"];

pub(super) fn of_date<'a>(given: &[(&'a str, Given)]) -> Vec<OptionProblem<'a>> {
    let find = |name: &str| given.iter().find(|(option, _)| *option == name).map(|(option, _)| *option);
    let options = date_options(given);
    let style = find("dateStyle").or(find("timeStyle"));
    let mut problems = Vec::new();
    if let Some(style) = style {
        for (option, _) in given.iter().filter(|(option, _)| FIELDS.contains(option)) {
            let message = format!("`{style}` and `{option}` exclude each other");
            problems.push(conflict(option, message, "choose a style, or name the single fields"));
        }
        if let Some(option) = find("timeStyle").or(find("timeZoneName"))
            && options.date.is_some_and(|date| !date.has_day())
        {
            let message = format!("`{option}` needs a day, and this `dateStyle` has none");
            problems.push(conflict(option, message, "use \"short\", \"medium\", \"long\" or \"full\""));
        }
        return problems;
    }
    // ICU4X writes the fields that belong together, all in one length; what it would change is not what was asked for.
    let written = DateTimeFieldBag::from_field_set_builder(&options.fields.0.to_field_set_builder());
    if options.fields.0 == DateTimeFieldBag::default() {
        return problems;
    }
    let asked = options.fields.0;
    let added: Vec<String> = [
        ("weekday", asked.weekday.is_none() && written.weekday.is_some()),
        ("year", asked.year.is_none() && asked.era.is_none() && written.year.is_some()),
        ("month", asked.month.is_none() && written.month.is_some()),
        ("day", asked.day.is_none() && written.day.is_some()),
        ("hour", asked.hour.is_none() && written.hour.is_some()),
        ("minute", asked.minute.is_none() && written.minute.is_some()),
        ("second", asked.second.is_none() && written.second.is_some()),
    ]
    .iter()
    .filter(|(_, is_added)| *is_added)
    .map(|(name, _)| format!("`{name}`"))
    .collect();
    if let Some((option, _)) = given.iter().find(|(option, _)| FIELDS.contains(option))
        && !added.is_empty()
    {
        let fields = added.join(" and ");
        problems.push(conflict(
            option,
            format!("these fields cannot be written without {fields}"),
            format!("add {fields}"),
        ));
    }
    let changed = [
        ("weekday", asked.weekday.is_some() && asked.weekday != written.weekday),
        ("month", asked.month.is_some() && asked.month != written.month),
        ("day", asked.day.is_some() && asked.day != written.day),
        ("hour", asked.hour.is_some() && asked.hour != written.hour),
    ];
    for (name, _) in changed.iter().filter(|(_, is_changed)| *is_changed) {
        if let Some(option) = find(name) {
            let message = format!("`{option}` cannot differ from the other fields in this way");
            problems.push(conflict(option, message, "give all names one length, and all numbers one form"));
        }
    }
    problems
}
