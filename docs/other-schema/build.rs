//! Compiles `queries/` against `schema.graphql`.

fn main() {
    wikijs_codegen::build("schema.graphql", "queries");
}
