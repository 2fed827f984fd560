//! A site that becomes another and back, and who publishes it in the one way or the other.

use super::{CONFIG, NOW, Site, article};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

/// What knows the past, so that it is another after other builds.
pub const RECORD: &str = "addresses.json";

/// Somebody who is not root.
const ANOTHER: u32 = 65534;

/// Files by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The site in its first state.
pub fn turning_site() -> Site {
    let site = Site::new(&[]);
    turn(&site, 0);
    site
}

/// Makes another site of it: other words on all pages, and other pages.
pub fn turn(site: &Site, to: usize) {
    let config = CONFIG.replace("The Gazette", &format!("The Gazette {to}"));
    site.write("site.yaml", config);
    let _ = fs::remove_dir_all(site.root().join("content/news"));
    for i in 0..12 {
        let body = "Some words of an article. ".repeat(40);
        site.write(&format!("content/news/a{i}.en.md"), article(&format!("Of {to}"), "2025-01-01", "tea", &body));
    }
    // A file where there was a folder, and a folder where there was a file.
    let (file, folder) = if to == 0 { ("x", "y") } else { ("y", "x") };
    let _ = fs::remove_dir_all(site.root().join("static"));
    site.write(&format!("static/{file}"), "a file");
    site.write(&format!("static/{folder}/in.txt"), "in a folder");
    site.write(&format!("static/of{to}.css"), "");
}

/// Both states of the site, as builds from nothing write them.
pub fn states(site: &Site) -> [Files; 2] {
    [0, 1].map(|to| {
        turn(site, to);
        let _ = fs::remove_dir_all(site.root().join("expected"));
        site.build_with(&["--out", "expected"]);
        site.out_in("expected").files()
    })
}

/// Who may or may not write beside the output folder.
pub struct Builder {
    program: PathBuf,
    pub out: PathBuf,
    /// Whether root becomes somebody else for it.
    is_another: bool,
}

impl Builder {
    pub fn command(&self, site: &Site, more: &[&str]) -> Command {
        let mut command = if self.is_another { Command::new("setpriv") } else { Command::new(&self.program) };
        if self.is_another {
            let another = ANOTHER.to_string();
            command.args(["--reuid", &another, "--regid", &another, "--clear-groups"]).arg(&self.program);
        }
        command.args(["build", "--now", NOW]).args(more).arg("--out").arg(&self.out).current_dir(site.root());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Lets the builder have all that is in the output folder.
    pub fn hand_over(&self) {
        if self.is_another {
            for entry in walkdir::WalkDir::new(&self.out).into_iter().map(Result::unwrap) {
                std::os::unix::fs::lchown(entry.path(), Some(ANOTHER), Some(ANOTHER)).unwrap();
            }
        }
    }
}

/// Folders change places.
pub fn in_one_step(site: &Site) -> Builder {
    Builder { program: PROGRAM.into(), out: site.root().join("public"), is_another: false }
}

/// The folder that the output folder is in may not be written.
pub fn file_by_file(site: &Site) -> Builder {
    let program = site.root().join("program");
    fs::copy(PROGRAM, &program).unwrap();
    let parent = site.root().join("locked");
    let builder = Builder { program, out: parent.join("public"), is_another: rustix::process::geteuid().is_root() };
    fs::create_dir_all(&builder.out).unwrap();
    builder.hand_over();
    for (folder, mode) in [(site.root(), 0o755), (&parent, 0o555)] {
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    }
    builder
}

/// Numbers that are the same in each run of the tests.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Every file in a folder, those that are not published, too.
pub fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let below = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        files.insert(below, fs::read(entry.path()).unwrap());
    }
    files
}

/// Whether two states are one, the record of addresses apart.
pub fn is_same(one: &Files, other: &Files) -> bool {
    let without = |files: &Files| files.iter().filter(|(path, _)| *path != RECORD).count();
    let has = |(path, bytes): (&String, &Vec<u8>)| path == RECORD || other.get(path) == Some(bytes);
    without(one) == without(other) && one.iter().all(has)
}
