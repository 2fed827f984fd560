//! Settings of editors: one form of text for all who write, and help with the keys of YAML files.

use crate::scaffold::{NewFile, schema};
use serde_json::{Map, Value, json};

const EDITOR_CONFIG: &str = "root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\ninsert_final_newline = true\n\
    indent_style = space\nindent_size = 2\n\n\
    # Two spaces at the end of a line of Markdown begin a new one.\n[*.md]\ntrim_trailing_whitespace = false\n\n\
    [*.ftl]\nindent_size = 4\n";

/// The files.
pub(super) fn files() -> Vec<NewFile> {
    // These fit any site; `dateline schema` writes those that know this one.
    let schemas = schema::files(None).into_iter().map(|(path, text)| NewFile::new(path, text));
    let settings = [
        NewFile::new(".editorconfig", EDITOR_CONFIG),
        NewFile::new(".vscode/settings.json", format!("{:#}\n", code_settings())),
    ];
    settings.into_iter().chain(schemas).collect()
}

/// Settings of VS Code: prose is wrapped and not completed, what is built is not searched, and YAML has its schemas.
fn code_settings() -> Value {
    let schemas: Map<String, Value> =
        schema::associations().into_iter().map(|(path, files)| (format!("./{path}"), files.into())).collect();
    json!({
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": { "comments": "off", "strings": "off", "other": "off" },
        },
        "search.exclude": { "public": true, "proof": true, ".dateline": true },
        "yaml.schemas": schemas,
    })
}
