//! Recipes: who builds the site and publishes it when something is pushed, and when a date is reached.

use crate::scaffold::NewFile;
use std::fs;
use std::path::Path;

/// Who builds the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// GitHub Actions, for GitHub Pages.
    GitHub,
    /// GitLab CI, for GitLab Pages.
    GitLab,
    /// Nobody, or somebody whom we do not know.
    None,
}

impl Recipe {
    /// The one for the server that a folder's Git repository is pushed to; GitHub's where nobody can know.
    pub fn of_folder(folder: &Path) -> Recipe {
        let config = fs::read_to_string(folder.join(".git/config")).unwrap_or_default();
        if config.contains("gitlab") { Recipe::GitLab } else { Recipe::GitHub }
    }

    /// Its file, for a site at an address.
    pub(super) fn file(self, base_url: &str) -> Option<NewFile> {
        let (path, text) = match self {
            Recipe::GitHub => (".github/workflows/publish.yml", include_str!("recipes/github.yml")),
            Recipe::GitLab => (".gitlab-ci.yml", include_str!("recipes/gitlab.yml")),
            Recipe::None => return None,
        };
        Some(NewFile::new(path, text.replace("BASE_URL", base_url)))
    }

    /// The keys of `site.yaml` that its host needs.
    pub(super) fn keys(self) -> &'static str {
        match self {
            Recipe::GitHub => {
                "\n# For GitHub Pages, which sends no headers of ours (docs/hosting.md).\n\
                 hosting: { github_pages: true, headers: off }\n"
            }
            Recipe::GitLab => {
                "\n# For GitLab Pages, which sends no headers of ours (docs/hosting.md).\n\
                 hosting: { headers: off }\n"
            }
            Recipe::None => "",
        }
    }
}
