//! Settings of editors: one form of text for all who write, and help with the keys of YAML files.

use crate::scaffold::NewFile;

const EDITOR_CONFIG: &str = "root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\ninsert_final_newline = true\n\
    indent_style = space\nindent_size = 2\n\n\
    # Two spaces at the end of a line of Markdown begin a new one.\n[*.md]\ntrim_trailing_whitespace = false\n\n\
    [*.ftl]\nindent_size = 4\n";

/// `yaml.schemas` names the files that `dateline schema` writes.
const CODE_SETTINGS: &str = r#"{
  "[markdown]": {
    "editor.wordWrap": "on",
    "editor.quickSuggestions": { "comments": "off", "strings": "off", "other": "off" }
  },
  "search.exclude": { "public": true, "proof": true, ".dateline": true },
  "yaml.schemas": {
    "./schemas/site.json": "site.yaml",
    "./schemas/theme.json": "themes/*/theme.yaml"
  }
}
"#;

pub(super) fn files() -> [NewFile; 2] {
    [NewFile::new(".editorconfig", EDITOR_CONFIG), NewFile::new(".vscode/settings.json", CODE_SETTINGS)]
}
