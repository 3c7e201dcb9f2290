// Reads {folder, schema, cases: [{sdl, schema, document}]} from the standard input; writes, for each version, what
// graphql-js says of each case: a list of messages, empty where it is accepted. What a schema is refused for comes
// first, since documents are not looked at then.
const { readFileSync } = require('fs');
const { join } = require('path');

const input = JSON.parse(readFileSync(0, 'utf8'));
const names = Object.keys(input.versions);
const answers = Object.fromEntries(names.map((name) => [name, ask(join(input.folder, 'node_modules', name))]));
process.stdout.write(JSON.stringify(answers));

function ask(folder) {
  const graphql = require(folder);
  const { validateSDL } = require(join(folder, 'validation', 'validate'));
  const ours = graphql.buildSchema(input.schema);
  return input.cases.map((one) => {
    try {
      if (one.sdl) return ofSdl(graphql, validateSDL, one.document).errors;
      const built = one.schema === null ? { schema: ours, errors: [] } : ofSdl(graphql, validateSDL, one.schema);
      if (built.errors.length > 0) return built.errors.map((message) => `schema: ${message}`);
      return messages(graphql.validate(built.schema, graphql.parse(one.document)));
    } catch (error) {
      return [error.message];
    }
  });
}

function ofSdl(graphql, validateSDL, text) {
  const document = graphql.parse(text);
  const early = messages(validateSDL(document));
  if (early.length > 0) return { errors: early };
  const schema = graphql.buildASTSchema(document, { assumeValidSDL: true });
  return { schema, errors: messages(graphql.validateSchema(schema)) };
}

function messages(errors) {
  return errors.map((error) => error.message);
}
