//! Codes: the stable number of each kind of problem, what it is, and who has to act.

/// Which kind of outcome an error leads to; see [`super::Diagnostics::outcome`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Something in the site's files: exit code 1.
    Site,
    /// The way the program was called: exit code 2.
    Usage,
    /// The machine (disk, permissions, lock): exit code 3.
    Machine,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $fault:ident;)+) => {
        /// The stable number of a kind of problem, documented in `docs/diagnostics.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code there is, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as it is printed, `D101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// The code that is printed so, in any case of its letter.
            pub fn parse(text: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text.trim()))
            }

            /// What kind of problem it is, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// Who has to act.
            pub fn fault(self) -> Fault {
                match self { $(Code::$name => Fault::$fault,)+ }
            }
        }
    };
}

codes! {
    /// `site.yaml` is missing, or the folder is no site.
    NoSite = "D001", Site;
    /// A value in `site.yaml` or `theme.yaml` is wrong.
    BadConfig = "D002", Site;
    /// A language tag is wrong or is not among the site's languages.
    UnknownLanguage = "D003", Site;
    /// A site is written in a format that this program does not know yet.
    NewerFormat = "D004", Site;
    /// A key has another name or place now, and is read as before.
    Deprecated = "D005", Site;
    /// A file cannot be read.
    Unreadable = "D010", Machine;
    /// A file, or its name, is not UTF-8 text.
    NotUtf8 = "D011", Site;
    /// A link (symlink) leads out of the site's folders.
    OutsideSite = "D012", Site;
    /// A file is larger than any article, or than what is read as a whole.
    TooLarge = "D013", Site;
    /// A pipe, a socket or a device stands among the files of the site.
    NoFile = "D014", Site;
    /// A Markdown file does not begin with front matter.
    NoFrontMatter = "D101", Site;
    /// The YAML cannot be understood.
    BadYaml = "D102", Site;
    /// A key is not known.
    UnknownKey = "D103", Site;
    /// A value has the wrong type or form.
    BadValue = "D104", Site;
    /// A required key is missing.
    MissingKey = "D105", Site;
    /// The file name and the `language` key disagree.
    LanguageMismatch = "D106", Site;
    /// Two files are the same article.
    DuplicateArticle = "D107", Site;
    /// A translation differs from its original without need.
    TranslationDiffers = "D108", Site;
    /// An author has no file in `content/authors/`.
    UnknownAuthor = "D109", Site;
    /// A story that is named does not exist.
    UnknownStory = "D110", Site;
    /// A translation is out of date.
    OutdatedTranslation = "D111", Site;
    /// An address would change with the title or the transliteration that it was made of.
    UnpinnedSlug = "D112", Site;
    /// A tag that is named is no article's.
    UnknownTag = "D113", Site;
    /// A character that pages and feeds may not have.
    ControlCharacter = "D114", Site;
    /// One tag is written in several ways.
    SpellingsDiffer = "D115", Site;
    /// A tag looks like a list in quotes.
    ListInText = "D116", Site;
    /// A term file is of a term that no article has.
    UnusedTermFile = "D117", Site;
    /// A translation does not say what it was translated from.
    NoRecord = "D118", Site;
    /// A translation lacks parts that its original has.
    StructureDiffers = "D119", Site;
    /// A text ends at a sign that YAML takes for the beginning of a comment.
    CutText = "D120", Site;
    /// The path of a text says that it is not public, and the text does not.
    UnsaidDraft = "D121", Site;
    /// A file looks like a text and is not read as one.
    UnreadText = "D122", Site;
    /// A text stands where it is not what it seems to be.
    MisplacedText = "D123", Site;
    /// A date that looks like a slip.
    OddDate = "D124", Site;
    /// A translation says what its original says, in the same words.
    CopiedText = "D125", Site;
    /// A link leads to nothing.
    BrokenLink = "D201", Site;
    /// A picture or other file is missing.
    MissingFile = "D202", Site;
    /// A link leads to an article that is not public.
    LinkToHidden = "D203", Site;
    /// A footnote has no text, or a text no reference.
    BrokenFootnote = "D204", Site;
    /// A picture has no description.
    NoAltText = "D205", Site;
    /// A link uses an address scheme that could run code.
    UnsafeLink = "D206", Site;
    /// A picture cannot be drawn.
    BrokenPicture = "D207", Site;
    /// Mark-up of a text that the sanitiser takes out.
    TakenOut = "D208", Site;
    /// A film, a sound file or a document is written like a picture.
    NotAPicture = "D209", Site;
    /// Mark-up of another generator, which readers would see.
    ForeignMarkup = "D210", Site;
    /// An id cannot be used, or stands twice on a page.
    BadId = "D211", Site;
    /// A link or picture that Markdown takes for text.
    UnreadLink = "D212", Site;
    /// An address whose scheme is misspelt or not known.
    DoubtfulAddress = "D213", Site;
    /// A tag, a comment or a script has no end.
    UnclosedHtml = "D215", Site;
    /// A paragraph that begins with a number is a list.
    UnmeantList = "D216", Site;
    /// The content security policy that the site's host sends blocks a part of a page.
    BlockedPart = "D220", Site;
    /// The content security policy blocks a script or a style that stands on a page.
    BlockedInline = "D221", Site;
    /// A name is written in a form that the house does not write.
    HouseSpelling = "D230", Site;
    /// Two sources ask for one address.
    RouteConflict = "D301", Site;
    /// An alias is no old address from which anything could lead on.
    BadAlias = "D302", Site;
    /// An alias has a part that no server ever sees.
    AliasFragment = "D303", Site;
    /// A section has the address of a folder that the program writes.
    SectionCollides = "D304", Site;
    /// The page at an alias would not be shown, by the name of its file.
    AliasIsNoPage = "D305", Site;
    /// Two addresses differ only in the case of their letters.
    CaseAlone = "D306", Site;
    /// Addresses that should be Latin keep letters of their own.
    NotRomanised = "D307", Site;
    /// A name or a path of the published site is longer than disks take.
    LongName = "D308", Site;
    /// What was published at an address is there no longer.
    AddressChanged = "D311", Site;
    /// The record of published addresses cannot be read.
    BadRecord = "D312", Usage;
    /// What was public at the last build is withheld now.
    Withdrawn = "D313", Site;
    /// What `gone` in `site.yaml` says of an address is not so.
    NotGone = "D314", Site;
    /// A template cannot be understood.
    BadTemplate = "D401", Site;
    /// A template failed while it rendered a page.
    RenderFailed = "D402", Site;
    /// A theme is missing or its `theme.yaml` is wrong.
    BadTheme = "D403", Site;
    /// A template names the next in line, and there is none.
    NoNextInLine = "D404", Site;
    /// A template asks for more than a page may take.
    TooMuchWork = "D405", Site;
    /// A Fluent file cannot be understood.
    BadFluent = "D501", Site;
    /// A message is missing in a language.
    MissingMessage = "D502", Site;
    /// A message refers to itself in a circle.
    FluentCycle = "D503", Site;
    /// A message could not be formatted.
    BadMessage = "D504", Site;
    /// A Fluent message refers to a message, function or option that does not exist.
    UnknownReference = "D505", Site;
    /// A message uses other variables than in another language, or than the templates pass.
    ArgumentsDiffer = "D506", Site;
    /// A message is defined twice.
    DuplicateMessage = "D507", Site;
    /// The plural forms of a message are not those of its language, or a key is no plural form.
    PluralForms = "D508", Site;
    /// Nothing uses a message, an attribute or a term.
    UnusedMessage = "D509", Site;
    /// Text stands in a template instead of a message.
    TextNotLocalised = "D510", Site;
    /// A message says the same in two languages.
    CopiedMessage = "D511", Site;
    /// A page gives away something that is not public.
    Leak = "D701", Site;
    /// An address on a page leads to nothing.
    BrokenAddress = "D702", Site;
    /// A picture cannot be read: it is empty, damaged, too large, or no picture at all.
    UnreadablePicture = "D801", Site;
    /// A picture is narrower than its place on pages.
    SmallPicture = "D802", Site;
    /// The name of a picture says that it is something else than it is.
    WrongEnding = "D803", Site;
    /// A lead picture moves.
    MovingLead = "D804", Site;
    /// What is made of pictures cannot be kept for the next build.
    NoCache = "D805", Machine;
    /// Something was taken out of a drawing.
    DrawingCleaned = "D811", Site;
    /// A drawing cannot be read.
    BadDrawing = "D812", Site;
    /// The size of a picture elsewhere is not said, or that of a file is.
    UnknownSize = "D821", Site;
    /// A picture has come down: the day until which it may be shown has passed.
    PictureHasEnded = "D822", Site;
    /// A picture is fetched without encryption.
    PlainPicture = "D823", Site;
    /// What stands in braces after a picture says nothing about it.
    BadPictureMark = "D824", Site;
    /// A film or a sound stands where no player can be.
    MisplacedPlayer = "D831", Site;
    /// The head of a film or a sound cannot be read.
    UnreadableRecording = "D832", Site;
    /// Browsers do not play a film or a sound, or only some do.
    Unplayable = "D833", Site;
    /// A film can only begin to play when its end has come.
    SlowStart = "D834", Site;
    /// A film has sound and no captions.
    NoCaptions = "D835", Site;
    /// Browsers do not read a file of captions.
    BadCaptions = "D836", Site;
    /// The podcast says too little, or what directories refuse.
    BadPodcast = "D837", Site;
    /// The cover of the podcast is not what directories take.
    BadCover = "D838", Site;
    /// What front matter says of a sound is not so, or not enough.
    BadAudio = "D839", Site;
    /// The drawing of the social cards is wrong.
    BadCard = "D841", Site;
    /// No font has the letters of a social card.
    NoGlyph = "D842", Site;
    /// A font cannot be read.
    BadFont = "D843", Site;
    /// The output folder, or a file that is to be changed, cannot be written.
    Unwritable = "D601", Machine;
    /// Another build is writing to the same folder.
    Locked = "D602", Machine;
    /// The output folder holds files that are not ours.
    ForeignOutput = "D603", Usage;
    /// A proof would take the place of the published site, or the site that of a proof.
    WrongFolder = "D606", Usage;
    /// Files in the output folder are not ours: they stay.
    ForeignFiles = "D607", Usage;
    /// No last published state was kept.
    NothingKept = "D608", Usage;
    /// A build that replaced files one by one could not go on.
    HalfPublished = "D609", Machine;
    /// The preview cannot be served.
    NoPreview = "D605", Machine;
    /// The command was called in a way that makes no sense.
    BadUsage = "D604", Usage;
    /// A command that changes many files was stopped half-way.
    HalfDone = "D612", Usage;
    /// A new file would stand where there is one already.
    InTheWay = "D611", Usage;
    /// A text is left out of a build, because somebody wants that, or its original is.
    LeftOut = "D613", Site;
    /// A file would be written over that has changes of its own.
    OwnCopy = "D631", Site;
    /// A form of the content management system would throw away what a text says.
    LostInForm = "D632", Site;
    /// A file from translators cannot be read, or is not what was sent.
    BadExchange = "D641", Site;
    /// A text has changed since it was sent to translators, or its translation has.
    ChangedSince = "D642", Site;
    /// A sentence that has come back from translators lacks a placeholder, or has another.
    BadPlaceholder = "D643", Site;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        codes.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
    }

    #[test]
    fn every_code_is_documented() {
        let documentation = include_str!("../../docs/diagnostics.md");
        for code in Code::ALL {
            assert!(documentation.contains(&format!("| {} |", code.as_str())), "{}", code.as_str());
        }
    }
}
