//! Which modules there are, and what they are called.

use wikijs_codegen::config::Layout;
use wikijs_codegen::{Config, Surface};

use super::{refused, small};

#[test]
fn modules_are_laid_out_as_the_settings_say() {
    let renamed = small(Config::new().module_name("pages", "sheets"));
    assert!(renamed.contains("\npub mod sheets {") && renamed.contains("    pub struct Find {"));
    let flat = small(Config::new().layout(Layout::Flat));
    assert!(!flat.contains("mod pages") && flat.contains("\n    pub struct PagesFind {"));
    let apart = || Config::new().layout(Layout::Operations);
    let each = small(apart());
    assert!(each.contains("\npub mod pages_find {") && each.contains("pub struct PagesFind {"));
    let typed = apart()
        .module_name("pages_find", "type")
        .type_name("r#type::PagesFind", "Find");
    let typed = small(typed);
    assert!(typed.contains("\npub mod r#type {") && typed.contains("    pub struct Find {"));
    let surface = Surface::new("crate::Client", "crate::Request");
    for (config, part) in [
        (apart().surface(surface), "take `Layout::Folders`"),
        (
            Config::new().module_name("page", "sheets"),
            "the module `page`, which is not generated",
        ),
        (
            apart().module_name("a", "types"),
            "the operation `A` cannot be a module",
        ),
        (
            apart().module_name("a", "2"),
            "the operation `A` cannot be a module",
        ),
        (apart().module_name("b", "c"), "did you mean `a`?"),
        (
            apart().module_name("a", "c::d"),
            "`c::d`, which is no name in Rust",
        ),
        (
            apart().type_name("a::A", "D<T>"),
            "`D<T>`, which is no name in Rust",
        ),
    ] {
        let told = refused(config);
        assert!(told.contains(part), "no {part} in\n{told}");
    }
}
