//! Selection parts to object shapes.

use crate::schema::{FieldDef, TypeKind};
use crate::source::Span;

use super::builder::Builder;
use super::selection::{Entry, Merged, Part, Scope, is_abstract};
use super::types::{described, optional};
use super::{
    Body, FieldShape, FieldSource, ObjectId, ObjectShape, Owner, Place, Role, Ty, Verdict,
};

/// More types than these nobody compiles.
const MOST_PLACES: usize = 1 << 15;

/// Where a selection set stands.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) owner: Owner,
    pub(super) role: Role,
    pub(super) span: Span,
}

impl Site {
    /// The place below `key`.
    pub(super) fn below(&self, key: &str, span: Span) -> Self {
        let mut keys = match &self.role {
            Role::Nested(keys) => keys.clone(),
            _ => Vec::new(),
        };
        keys.push(key.to_owned());
        Self {
            owner: self.owner.clone(),
            role: Role::Nested(keys),
            span,
        }
    }
}

impl<'d> Builder<'d> {
    /// The object that `parts` on the type `on` are read into.
    pub(super) fn object(&mut self, on: &'d str, parts: &[Part<'d>], site: &Site) -> ObjectId {
        if self.shapes.places.len() > MOST_PLACES {
            // What is taken apart where it is spread can multiply without end in sight. `names` refuses such shapes.
            self.shapes.too_many.get_or_insert(site.span);
            return ObjectId(0);
        }
        let scope = self.scope(on);
        if is_abstract(self.schema, on) {
            let apart = scope.told_apart(parts);
            if !apart.is_empty() {
                return self.abstract_object(scope, parts, &apart, site);
            }
        }
        self.plain_object(scope, parts, site, site)
    }

    /// The object that `parts` are read into where no types are told apart; what stands below it is named after `around`.
    pub(super) fn plain_object(
        &mut self,
        scope: Scope<'d>,
        parts: &[Part<'d>],
        site: &Site,
        around: &Site,
    ) -> ObjectId {
        let mut entries = scope.entries(parts);
        if entries.len() > 1 && self.has_outcome(scope.on) {
            // Whether a mutation was done is asked of one object, whatever it is put together from.
            entries = Scope {
                flat: true,
                ..scope
            }
            .entries(parts);
        }
        self.joined(scope.on, &entries, site, around)
    }

    /// The object of a payload without the key that holds the outcome; `None` where nothing is left.
    pub(super) fn rest(
        &mut self,
        on: &'d str,
        parts: &[Part<'d>],
        status: &str,
        site: &Site,
    ) -> Option<ObjectId> {
        let is_status = |entry: &Entry<'_>| matches!(entry, Entry::Field(merged) if merged.field.key() == status);
        let scope = self.scope(on);
        let mut entries = scope.entries(parts);
        if !entries.iter().any(is_status) {
            entries = Scope {
                flat: true,
                ..scope
            }
            .entries(parts);
        }
        entries.retain(|entry| !is_status(entry));
        (!entries.is_empty()).then(|| self.joined(on, &entries, site, site))
    }

    /// The object of these entries; a single fragment stands for itself.
    fn joined(
        &mut self,
        on: &'d str,
        entries: &[Entry<'d>],
        site: &Site,
        around: &Site,
    ) -> ObjectId {
        if let [Entry::Spread(_, fragment)] = entries {
            return self.fragment(fragment);
        }
        let place = self.place(site);
        let fields: Vec<_> = entries
            .iter()
            .map(|entry| self.field(entry, around))
            .collect();
        let verdict = self.verdict(on, &fields);
        let shape = ObjectShape {
            on: on.to_owned(),
            is_object: self.is_object(on),
            doc: self.doc_of(on),
            body: Body::Fields(fields),
            verdict,
        };
        self.placed(place, shape)
    }

    /// How selection parts on `on` are read.
    pub(super) fn scope(&self, on: &'d str) -> Scope<'d> {
        Scope {
            schema: self.schema,
            document: self.document,
            on,
            flat: false,
        }
    }

    fn has_outcome(&self, on: &str) -> bool {
        let def = self.schema.types.get(on);
        def.is_some_and(|def| def.notes.outcome.is_some())
    }

    /// Takes a number for a place before what stands below it takes its own.
    pub(super) fn place(&mut self, site: &Site) -> usize {
        let Site { owner, role, span } = site.clone();
        self.shapes.places.push(Place {
            owner,
            role,
            object: ObjectId(usize::MAX),
            span,
        });
        self.shapes.places.len() - 1
    }

    /// Puts the object at its place: a new one, or an equal one that is there.
    pub(super) fn placed(&mut self, place: usize, shape: ObjectShape) -> ObjectId {
        let Place { owner, role, .. } = &self.shapes.places[place];
        // What a dependency has is shared by the names of its fragments alone: what else is equal there may differ
        // tomorrow.
        let is_foreign = matches!(owner, Owner::Foreign(_));
        let is_named = is_foreign || matches!(role, Role::Whole);
        let known = self.equal.get(&shape).copied().filter(|_| !is_named);
        let id = known.unwrap_or(ObjectId(self.shapes.objects.len()));
        if known.is_none() {
            self.shapes.objects.push(shape.clone());
        }
        if !is_foreign {
            self.equal.entry(shape).or_insert(id);
        }
        self.shapes.places[place].object = id;
        id
    }

    fn is_object(&self, name: &str) -> bool {
        let def = self.schema.types.get(name);
        def.is_some_and(|def| matches!(def.kind, TypeKind::Object(_)))
    }

    /// The description of a type.
    pub(super) fn doc_of(&self, name: &str) -> Option<String> {
        self.schema.types.get(name)?.description.clone()
    }

    fn field(&mut self, entry: &Entry<'d>, site: &Site) -> FieldShape {
        match entry {
            Entry::Field(merged) => self.key_field(merged, site),
            Entry::Spread(spread, fragment) => {
                let ty = Ty::Object(self.fragment(fragment));
                spread_field(
                    FieldSource::Spread(spread.fragment.clone()),
                    ty,
                    spread.span,
                )
            }
            Entry::SpreadIf(spread, fragment, key) => {
                let source = FieldSource::SpreadIf {
                    fragment: spread.fragment.clone(),
                    key: (*key).to_owned(),
                };
                let ty = optional(Ty::Object(self.fragment(fragment)));
                FieldShape {
                    conditional: true,
                    ..spread_field(source, ty, spread.span)
                }
            }
        }
    }

    fn key_field(&mut self, merged: &Merged<'d>, site: &Site) -> FieldShape {
        let field = merged.field;
        let def = self.schema.field(&field.parent, &field.name);
        let since = def.and_then(|def| def.notes.since.clone());
        let ty = self.selected(merged, def, &site.below(field.key(), field.span));
        let may_miss = merged.conditional || since.is_some();
        FieldShape {
            source: FieldSource::Key {
                key: field.key().to_owned(),
                name: field.name.clone(),
            },
            ty: if may_miss { optional(ty) } else { ty },
            doc: def
                .and_then(|def| described(def.description.as_deref(), def.notes.defect.as_ref())),
            since,
            deprecated: def.and_then(|def| def.deprecated.clone()),
            conditional: merged.conditional,
            span: field.span,
        }
    }

    /// The type of a selected field.
    pub(super) fn selected(
        &mut self,
        merged: &Merged<'d>,
        def: Option<&'d FieldDef>,
        site: &Site,
    ) -> Ty {
        let notes = def.map(|def| &def.notes);
        let core = match merged.below.as_slice() {
            [] => self.leaf(merged.field.ty.name(), notes, merged.field.span),
            below => Ty::Object(self.object(merged.field.ty.name(), below, site)),
        };
        super::types::output(
            &merged.field.ty,
            core,
            notes.is_some_and(|notes| notes.drop_nulls),
        )
    }

    /// Where the outcome stands, if `on` carries `@outcome` and all four fields are selected.
    fn verdict(&self, on: &str, fields: &[FieldShape]) -> Option<Verdict> {
        let names = self.schema.types.get(on)?.notes.outcome.as_ref()?;
        let at = |wanted: &str| {
            let is_it = |field: &FieldShape| matches!(&field.source, FieldSource::Key { name, .. } if name == wanted);
            fields.iter().position(is_it)
        };
        Some(Verdict {
            ok: at(&names.ok)?,
            code: at(&names.code)?,
            slug: at(&names.slug)?,
            message: at(&names.message)?,
        })
    }

    /// Whether a field tells all of the outcome of a mutation.
    pub(super) fn tells_outcome(&self, merged: &Merged<'d>) -> bool {
        let on = merged.field.ty.name();
        let Some(names) = self
            .schema
            .types
            .get(on)
            .and_then(|def| def.notes.outcome.as_ref())
        else {
            return false;
        };
        let entries = Scope {
            flat: true,
            ..self.scope(on)
        }
        .entries(&merged.below);
        let is_selected = |wanted: &String| {
            let is_it = |entry: &Entry<'_>| matches!(entry, Entry::Field(field) if &field.field.name == wanted && !field.conditional);
            entries.iter().any(is_it)
        };
        [&names.ok, &names.code, &names.slug, &names.message]
            .into_iter()
            .all(is_selected)
    }
}

fn spread_field(source: FieldSource, ty: Ty, span: Span) -> FieldShape {
    FieldShape {
        source,
        ty,
        doc: None,
        since: None,
        deprecated: None,
        conditional: false,
        span,
    }
}
