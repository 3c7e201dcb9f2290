//! Directives: known, in their place, once, with the arguments they want.

use std::collections::HashMap;

use super::super::suggest::did_you_mean;
use super::super::syntax::tree::Directive;
use super::document::Rules;

impl<'d> Rules<'d> {
    /// On entering a node: none of its directives stands there twice.
    pub(super) fn repeated_directives(&mut self, directives: &'d [Directive<'d>]) {
        let mut known = HashMap::new();
        for directive in directives {
            let definition = self.schema.directive_definitions.get(directive.name);
            if definition.is_some_and(|definition| definition.repeatable) {
                continue;
            }
            match known.get(directive.name) {
                Some(first) => {
                    let said = format!(
                        "The directive \"@{}\" can only be used once at this location.",
                        directive.name
                    );
                    self.say(said, [*first, directive.at]);
                }
                None => drop(known.insert(directive.name, directive.at)),
            }
        }
    }

    /// The directives one by one, in a place such as `FIELD`.
    pub(super) fn directives(&mut self, directives: &'d [Directive<'d>], place: &str) {
        for directive in directives {
            self.directive(directive, place);
        }
    }

    fn directive(&mut self, directive: &'d Directive<'d>, place: &str) {
        let name = directive.name;
        let Some(definition) = self.schema.directive_definitions.get(name) else {
            self.say(format!("Unknown directive \"@{name}\"."), [directive.at]);
            self.arguments(&directive.arguments, None);
            return;
        };
        if !definition
            .locations
            .iter()
            .any(|known| known.name() == place)
        {
            let said = format!("Directive \"@{name}\" may not be used on {place}.");
            self.say(said, [directive.at]);
        }
        for argument in &directive.arguments {
            let known = definition.arguments.iter().map(|known| known.name.as_str());
            if !known.clone().any(|known| known == argument.name.text) {
                let hint = did_you_mean("", argument.name.text, known);
                let said = format!(
                    "Unknown argument \"{}\" on directive \"@{name}\".{hint}",
                    argument.name.text
                );
                self.say(said, [argument.name.at]);
            }
        }
        self.arguments(&directive.arguments, Some(&definition.arguments));
        for wanted in definition
            .arguments
            .iter()
            .filter(|argument| argument.is_required())
        {
            if !directive
                .arguments
                .iter()
                .any(|argument| wanted.name == argument.name.text)
            {
                let said = format!(
                    "Directive \"@{name}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
                    wanted.name, wanted.ty
                );
                self.say(said, [directive.at]);
            }
        }
    }
}
