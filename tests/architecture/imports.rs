//! Which file of a tree imports what: `use` trees, paths in code, in macros and in attributes, each followed through
//! re-exports to the file that defines it.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Item, ItemMod, ItemUse, Macro, Path, UseTree, Visibility};

/// Names from the root of the crate to a module or an item.
type Names = Vec<String>;

/// A path as a file writes it.
struct Written {
    /// The inline modules that it stands in.
    inside: Names,
    names: Names,
}

/// A name that a `use` brings in.
struct Used {
    path: Written,
    /// None for a glob.
    name: Option<String>,
}

/// What one file says.
#[derive(Default)]
struct Said {
    uses: Vec<Used>,
    paths: Vec<Written>,
    /// The names that it defines and others may import.
    items: BTreeSet<String>,
    /// Those of its `impl` blocks, inline modules and functions.
    inner: BTreeSet<String>,
    /// How many blocks are around.
    depth: usize,
    inside: Names,
}

/// An import: one file names what another defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    pub from: String,
    pub to: String,
    /// As it was resolved, `crate::render::Page`.
    pub path: String,
}

/// The files of a crate, read.
pub struct Tree {
    files: BTreeMap<String, Said>,
    /// Files by their modules.
    modules: BTreeMap<Names, String>,
}

impl Tree {
    /// Reads a tree of files: `src/lib.rs`, `src/a/mod.rs`, and their texts.
    pub fn read(texts: &BTreeMap<String, String>) -> Tree {
        let said = |text: &String| {
            let mut said = Said::default();
            said.visit_file(&syn::parse_file(text).unwrap());
            said
        };
        Tree {
            files: texts.iter().map(|(path, text)| (path.clone(), said(text))).collect(),
            modules: texts.keys().map(|path| (module_of(path), path.clone())).collect(),
        }
    }

    /// Every import of one file from another, in order.
    pub fn imports(&self) -> BTreeSet<Import> {
        let mut imports = BTreeSet::new();
        for (file, said) in &self.files {
            for written in said.uses.iter().map(|used| &used.path).chain(&said.paths) {
                let Some(names) = self.absolute(file, written, 0) else { continue };
                let to = self.definer(&names, 0);
                if to != *file && to != "src/lib.rs" && file != "src/lib.rs" {
                    imports.insert(Import { from: file.clone(), to, path: format!("crate::{}", names.join("::")) });
                }
            }
        }
        imports
    }

    /// The crates outside this one that each file names.
    pub fn crates(&self) -> impl Iterator<Item = (&str, BTreeSet<&str>)> {
        self.files.iter().map(|(file, said)| {
            let written = said.uses.iter().map(|used| &used.path).chain(&said.paths);
            let outside = written.filter(|written| self.absolute(file, written, 0).is_none());
            (file.as_str(), outside.filter_map(|written| written.names.first().map(String::as_str)).collect())
        })
    }

    /// Whether a file defines something of a name.
    pub fn defines(&self, file: &str, name: &str) -> bool {
        self.files.get(file).is_some_and(|said| said.items.contains(name) || said.inner.contains(name))
    }

    /// A path from the root of the crate; none for what is not of it.
    fn absolute(&self, file: &str, written: &Written, depth: usize) -> Option<Names> {
        let own = module_of(file);
        let mut context: Names = own.iter().chain(&written.inside).cloned().collect();
        let mut names = written.names.iter().peekable();
        match names.peek()?.as_str() {
            "crate" | "dateline" => {
                names.next();
                context.clear();
            }
            "self" | "super" => {
                while let Some(name) = names.next_if(|name| matches!(name.as_str(), "self" | "super")) {
                    if name == "super" {
                        context.pop()?;
                    }
                }
            }
            _ => return self.in_scope(file, written, depth),
        }
        context.extend(names.cloned());
        Some(context)
    }

    /// A path that begins with a name of the file: one that a `use` brings in, or a module below it.
    fn in_scope(&self, file: &str, written: &Written, depth: usize) -> Option<Names> {
        let (first, rest) = written.names.split_first()?;
        let is_around = |used: &&Used| written.inside.starts_with(&used.path.inside);
        // A path that is its own import names a crate outside.
        let is_other = |used: &&Used| !std::ptr::eq(&used.path, written) && used.path.names != written.names;
        let uses = self.files[file].uses.iter().filter(is_around).filter(is_other);
        let named = uses
            .filter(|used| used.name.as_ref() == Some(first))
            .find_map(|used| (depth < 20).then(|| self.absolute(file, &used.path, depth + 1)).flatten());
        let below = || {
            let mut module = module_of(file);
            module.push(first.clone());
            self.modules.contains_key(&module).then_some(module)
        };
        // A module first: a function may bear its name, but nothing stands below that.
        let mut names = below().or(named)?;
        names.extend(rest.iter().cloned());
        Some(names)
    }

    /// The file that defines what a path leads to.
    fn definer(&self, names: &[String], depth: usize) -> String {
        let split = (0..=names.len()).rev().find(|end| self.modules.contains_key(&names[..*end])).unwrap_or(0);
        let Some(file) = self.modules.get(&names[..split]) else { return "src/lib.rs".to_owned() };
        let Some((first, rest)) = names[split..].split_first() else { return file.clone() };
        if depth > 20 || self.files[file].items.contains(first) {
            return file.clone();
        }
        // Private ones too: modules below see them.
        for used in self.files[file].uses.iter().filter(|used| used.path.inside.is_empty()) {
            let Some(mut path) = self.absolute(file, &used.path, 0) else { continue };
            match &used.name {
                Some(name) if name == first => path.extend(rest.iter().cloned()),
                Some(_) => continue,
                None => path.extend(std::iter::once(first).chain(rest).cloned()),
            }
            let definer = self.definer(&path, depth + 1);
            if used.name.is_some() || self.files[&definer].items.contains(first) {
                return definer;
            }
        }
        file.clone()
    }
}

/// The module that a file is.
fn module_of(path: &str) -> Names {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let names: Names = path.split('/').map(str::to_owned).collect();
    match names.last().map(String::as_str) {
        Some("lib") if names.len() == 1 => Vec::new(),
        Some("mod") => names[..names.len() - 1].to_vec(),
        _ => names,
    }
}

impl Said {
    fn written(&self, names: Names) -> Written {
        Written { inside: self.inside.clone(), names }
    }

    fn use_tree(&mut self, tree: &UseTree, before: &Names) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Names>();
        let (names, name) = match tree {
            UseTree::Path(path) => return self.use_tree(&path.tree, &with(path.ident.to_string())),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.use_tree(tree, before));
            }
            UseTree::Name(name) if name.ident == "self" => (before.clone(), before.last().cloned()),
            UseTree::Name(name) => (with(name.ident.to_string()), Some(name.ident.to_string())),
            UseTree::Rename(rename) if rename.ident == "self" => (before.clone(), Some(rename.rename.to_string())),
            UseTree::Rename(rename) => (with(rename.ident.to_string()), Some(rename.rename.to_string())),
            UseTree::Glob(_) => (before.clone(), None),
        };
        let path = self.written(names);
        self.uses.push(Used { path, name });
    }

    /// Paths among the tokens of a macro: names with `::` between them.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut names: Names = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.path(&mut names);
                    }
                    names.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.path(&mut names);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.path(&mut names);
    }

    fn path(&mut self, names: &mut Names) {
        if names.len() > 1 {
            let written = self.written(std::mem::take(names));
            self.paths.push(written);
        }
        names.clear();
    }

    /// Paths that an attribute holds as texts: `deserialize_with = "crate::yaml::switch"`.
    fn texts(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.texts(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let path = syn::parse_str::<Path>(text.trim_matches('"'));
                    if let Ok(path) = path.as_ref() {
                        self.visit_path(path);
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Said {
    fn visit_item(&mut self, item: &'ast Item) {
        let name = match item {
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Const(item) => Some(&item.ident),
            Item::Static(item) => Some(&item.ident),
            _ => None,
        };
        let is_open = self.depth == 0 && self.inside.is_empty();
        let names = if is_open { &mut self.items } else { &mut self.inner };
        names.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.inner.insert(function.sig.ident.to_string());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.depth += 1;
        visit::visit_block(self, block);
        self.depth -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.use_tree(&item.tree, &Vec::new());
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.inside.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.inside.pop();
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast Path) {
        let mut names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&mut names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if !attribute.path().is_ident("doc") {
            if let syn::Meta::List(list) = &attribute.meta {
                self.texts(list.tokens.clone());
                self.tokens(list.tokens.clone());
            }
            visit::visit_attribute(self, attribute);
        }
    }
}
