//! Who publishes the site, and what search engines and networks are told of it.

use super::LocalizedText;
use crate::language::WrittenDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key `publisher`, as written; only the site as a whole can tell whether its files and pages exist.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PublisherConfig {
    /// The outlet's name; the site's title where there is none.
    pub name: Option<LocalizedText>,
    /// The name in the register of companies.
    pub legal_name: Option<LocalizedText>,
    /// A file of `static/`.
    pub logo: Option<String>,
    /// Pages that are known to be the outlet's; the addresses under `follow` where there are none.
    pub same_as: Option<Vec<String>>,
    /// When the outlet was founded.
    pub founded: Option<WrittenDate>,
    /// Where the newsroom reads its mail.
    pub email: Option<String>,
    /// Ids of the plain pages that say how the newsroom works.
    #[schemars(extend("propertyNames" = crate::yaml::shape::names::<Policy>()))]
    pub policies: BTreeMap<Policy, String>,
}

/// What a newsroom says about how it works (schema.org, `NewsMediaOrganization`; the list is that of the Trust Project).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// What the newsroom stands for.
    PublishingPrinciples,
    /// How its people behave.
    Ethics,
    /// How mistakes are put right.
    Corrections,
    /// Who works there.
    Masthead,
    /// Who owns it and who pays.
    Ownership,
    /// How it speaks for and to different people.
    Diversity,
    /// How facts are checked.
    FactChecking,
    /// When a source has no name.
    Sources,
    /// How readers take part.
    Feedback,
    /// What it covers first.
    Mission,
}

impl Policy {
    /// Policies whose page has a customary id, which is used where `site.yaml` names none.
    pub const CUSTOMARY: [(Policy, &'static str); 3] =
        [(Policy::Ethics, "ethics"), (Policy::Corrections, "corrections-policy"), (Policy::Masthead, "masthead")];

    /// The key in `site.yaml`.
    pub fn key(self) -> String {
        serde_json::to_value(self).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The property of schema.org.
    pub fn property(self) -> &'static str {
        match self {
            Policy::PublishingPrinciples => "publishingPrinciples",
            Policy::Ethics => "ethicsPolicy",
            Policy::Corrections => "correctionsPolicy",
            Policy::Masthead => "masthead",
            Policy::Ownership => "ownershipFundingInfo",
            Policy::Diversity => "diversityPolicy",
            Policy::FactChecking => "verificationFactCheckingPolicy",
            Policy::Sources => "unnamedSourcesPolicy",
            Policy::Feedback => "actionableFeedbackPolicy",
            Policy::Mission => "missionCoveragePrioritiesPolicy",
        }
    }
}
