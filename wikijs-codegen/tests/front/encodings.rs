//! Bytes that are no clean text: marks, line ends, other encodings, control characters, nesting.

use crate::case::{report, report_bytes};

#[test]
fn marks_and_line_ends_make_no_difference() {
    let text = "# A comment.\nquery A {\n  version\n}\n";
    for text in [
        text.to_owned(),
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
    ] {
        assert!(report_bytes(text.as_bytes()).is_none(), "{text:?}");
    }
}

#[test]
fn places_are_right_behind_marks_and_line_ends() {
    let shown = report_bytes("\u{feff}query A {\r\n  \"ä\"\r\n}".as_bytes())
        .unwrap()
        .to_string();
    assert!(shown.contains("case.graphql:2:3\n"), "{shown}");
    let shown = report_bytes("\u{feff}quer A { version }".as_bytes())
        .unwrap()
        .to_string();
    assert!(shown.contains("case.graphql:1:1\n"), "{shown}");
}

#[test]
fn what_is_not_utf_8_is_told() {
    let shown = report_bytes(b"query A {\n  version # caf\xe9\n}")
        .unwrap()
        .to_string();
    assert!(
        shown.contains("the file is not UTF-8: byte 0xe9"),
        "{shown}"
    );
    assert!(shown.contains("case.graphql:2:16\n"), "{shown}");
    assert!(report_bytes(b"\xff\xfeq\0").is_some());
}

#[test]
fn an_empty_file_is_no_mistake() {
    for text in ["", "\u{feff}", "# only a comment", ",,, \n"] {
        assert!(report_bytes(text.as_bytes()).is_none(), "{text:?}");
    }
}

#[test]
fn deep_nesting_is_refused_and_overflows_nothing() {
    let deep = 100_000;
    let cases = [
        format!("query A {}", "{ a ".repeat(deep)),
        format!("query A {{ a(b: {}", "[".repeat(deep)),
        format!("query A {{ a(b: {}", "{a:".repeat(deep)),
        format!("query A($a: {}", "[".repeat(deep)),
        format!("query A {{ {}", "... { ".repeat(deep)),
    ];
    for text in cases {
        let shown = report_bytes(text.as_bytes()).unwrap().to_string();
        assert!(shown.contains("nests deeper than 128 levels"), "{shown}");
    }
}

#[test]
fn what_is_allowed_to_nest_fits_a_small_stack() {
    let deep = 126;
    let text = format!(
        "query A {{ page(id: 1) {} {{ id }} {} }}",
        "{ parent ".repeat(deep),
        "}".repeat(deep)
    );
    let check = move || report_bytes(text.as_bytes()).map(|report| report.to_string());
    let thread = std::thread::Builder::new()
        .stack_size(1 << 19)
        .spawn(check)
        .unwrap();
    assert_eq!(thread.join().unwrap(), None);
}

#[test]
fn long_chains_of_fragments_overflow_nothing() {
    let count = 20_000;
    let link = |number: usize| {
        format!(
            "fragment F{number} on Page {{ parent {{ ...F{} }} }}\n",
            (number + 1) % count
        )
    };
    let chain: String = (0..count).map(link).collect();
    let shown = report(&format!("query A {{ page(id: 1) {{ ...F0 }} }}\n{chain}"))
        .unwrap()
        .to_string();
    assert!(shown.contains("in a cycle"), "{shown}");
}

#[test]
fn fragments_that_fan_out_end() {
    let link = |number: usize| {
        let next = format!("...F{}", number + 1);
        format!(
            "fragment F{number} on Page {{ a: parent {{ {next} }} b: parent {{ {next} }} {next} }}\n"
        )
    };
    let chain: String = (0..60).map(link).collect();
    let text =
        format!("query A {{ page(id: 1) {{ ...F0 }} }}\n{chain} fragment F60 on Page {{ id }}");
    _ = report(&text);
}

/// Under a condition a fragment is taken apart wherever it is spread.
#[test]
fn conditions_that_fan_out_are_refused() {
    let link = |number: usize| {
        let next = format!("...F{} @include(if: $on)", number + 1);
        // No key of its own tells whether the fragment was asked for.
        format!(
            "fragment F{number} on Page {{ ... {{ a: parent {{ {next} }} b: parent {{ {next} }} }} }}\n"
        )
    };
    let chain: String = (0..40).map(link).collect();
    let query = "query A($on: Boolean!) { page(id: 1) { ...F0 } }";
    let told = report(&format!("{query}\n{chain} fragment F40 on Page {{ id }}")).unwrap();
    assert!(
        told.to_string().contains("multiply to more types"),
        "{told}"
    );
}
