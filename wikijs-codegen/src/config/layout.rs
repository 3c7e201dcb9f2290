//! Modules of generated code.

/// Which modules operations stand in. What they share is in `types` in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// A module for each folder of query files. Names of operations begin with their folders' names, which the structs
    /// leave out: `PagesMove` in `pages/` is `pages::Move`.
    #[default]
    Folders,
    /// None: operations stand beside `types` by their whole names, whatever folder their files are in.
    Flat,
    /// A module for each operation, called after it, whatever folder its file is in: `pages_move::PagesMove`.
    Operations,
}

impl Layout {
    /// The modules of an operation, down from the root, before they are names of Rust.
    pub(crate) fn modules(self, folders: &[String], operation: &str) -> Vec<String> {
        match self {
            Self::Folders => folders.to_vec(),
            Self::Flat => Vec::new(),
            Self::Operations => vec![operation.to_owned()],
        }
    }

    /// What a module is made of, as a person would say it.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Folders | Self::Flat => "folder",
            Self::Operations => "operation",
        }
    }
}
