//! One file of the catalogue, and the rules for it.

use graphql_parser::query::{
    Definition, Field, OperationDefinition, Selection, SelectionSet, Type, Value,
    VariableDefinition, parse_query,
};
use wikijs_codegen::names::{pascal_case, snake_case};

use super::leaves::{Leaves, root_leaf};
use crate::{files::File, tidy::text};

/// The operation of a file, as far as the rules look at it.
pub(super) struct Query {
    folder: String,
    file: String,
    name: String,
    /// The field, as [`Leaves`] names it.
    pub(super) leaf: String,
    /// Names, and whether they must be given.
    variables: Vec<(String, bool)>,
    /// Names of arguments, and of the variables given for them.
    arguments: Vec<(String, Option<String>)>,
    is_documented: bool,
}

impl Query {
    /// None for a file of fragments.
    pub(super) fn read(file: &File) -> Result<Option<Self>, String> {
        let text = text(file);
        let document = parse_query::<String>(&text)
            .map_err(|error| error.to_string())?
            .into_static();
        let operations: Vec<&OperationDefinition<'static, String>> = document
            .definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::Operation(operation) => Some(operation),
                Definition::Fragment(_) => None,
            })
            .collect();
        let is_fragments = file.name.rsplit('/').next() == Some("fragments.graphql");
        match (operations.as_slice(), is_fragments) {
            ([], true) => Ok(None),
            ([operation], false) if document.definitions.len() == 1 => {
                Self::of(file, &text, operation).map(Some)
            }
            _ => Err(
                "a file holds one operation, or is `fragments.graphql` and holds fragments only"
                    .to_owned(),
            ),
        }
    }

    fn of(
        file: &File,
        text: &str,
        operation: &OperationDefinition<'static, String>,
    ) -> Result<Self, String> {
        let (folder, name) = file
            .name
            .split_once('/')
            .ok_or("an operation stands in the folder of its namespace")?;
        let (title, variables, set, is_subscription) =
            parts(operation).ok_or("the operation has no name")?;
        let root = only_field(set).ok_or("the operation asks for one field of the server")?;
        let (leaf, field) = if is_subscription {
            (root_leaf(&root.name), root)
        } else {
            let field = only_field(&root.selection_set)
                .ok_or("the operation asks for one field of the server")?;
            (format!("{}.{}", root.name, field.name), field)
        };
        Ok(Self {
            folder: folder.to_owned(),
            file: name.trim_end_matches(".graphql").to_owned(),
            name: title.to_owned(),
            leaf,
            variables: variables
                .iter()
                .map(|it| (it.name.clone(), is_required(it)))
                .collect(),
            arguments: field
                .arguments
                .iter()
                .map(|(name, value)| (name.clone(), variable(value)))
                .collect(),
            is_documented: text.starts_with("# "),
        })
    }

    /// What breaks a rule.
    pub(super) fn findings(&self, leaves: &Leaves) -> Vec<String> {
        let mut findings = Vec::new();
        let mut expect = |holds: bool, text: String| (!holds).then(|| findings.push(text));
        let (folder, field) = self.leaf.split_once('.').unwrap_or_default();
        let stem = snake_case(field);
        let stems = ["", "_full", "_mutation"].map(|suffix| format!("{stem}{suffix}"));
        expect(
            folder == self.folder,
            format!("a field of `{folder}` stands in the folder of that name"),
        );
        expect(
            stems.contains(&self.file),
            format!("the file of `{field}` is named `{stem}.graphql`"),
        );
        let title = format!("{}{}", pascal_case(&self.folder), pascal_case(&self.file));
        expect(
            self.name == title,
            format!("the operation is named `{title}`"),
        );
        expect(
            self.is_documented,
            "a comment right above the operation says what it does".to_owned(),
        );
        let first_optional = self.variables.iter().position(|(_, required)| !required);
        let last_required = self.variables.iter().rposition(|(_, required)| *required);
        let in_order =
            first_optional.is_none() || last_required.is_none() || last_required < first_optional;
        expect(
            in_order,
            "variables that must be given stand first".to_owned(),
        );
        for argument in leaves.get(&self.leaf).into_iter().flatten() {
            let same = self
                .arguments
                .iter()
                .any(|(name, given)| name == argument && given.as_ref() == Some(name));
            expect(
                same,
                format!("the argument `{argument}` is given by a variable of that name"),
            );
        }
        findings
    }
}

type Parts<'a> = (
    &'a str,
    &'a [VariableDefinition<'static, String>],
    &'a SelectionSet<'static, String>,
    bool,
);

fn parts<'a>(operation: &'a OperationDefinition<'static, String>) -> Option<Parts<'a>> {
    match operation {
        OperationDefinition::SelectionSet(_) => None,
        OperationDefinition::Query(it) => Some((
            it.name.as_deref()?,
            &it.variable_definitions,
            &it.selection_set,
            false,
        )),
        OperationDefinition::Mutation(it) => Some((
            it.name.as_deref()?,
            &it.variable_definitions,
            &it.selection_set,
            false,
        )),
        OperationDefinition::Subscription(it) => Some((
            it.name.as_deref()?,
            &it.variable_definitions,
            &it.selection_set,
            true,
        )),
    }
}

fn only_field<'a>(set: &'a SelectionSet<'static, String>) -> Option<&'a Field<'static, String>> {
    match set.items.as_slice() {
        [Selection::Field(field)] => Some(field),
        _ => None,
    }
}

fn is_required(variable: &VariableDefinition<'static, String>) -> bool {
    matches!(variable.var_type, Type::NonNullType(_)) && variable.default_value.is_none()
}

fn variable(value: &Value<'static, String>) -> Option<String> {
    match value {
        Value::Variable(name) => Some(name.clone()),
        _ => None,
    }
}
