import type { AnyAST, IntrospectResult } from '@supabase/lite';

const JSON_TYPES = ['json', 'jsonb'];

/**
 * The REST server turns objects for json columns and arguments into JSON text and leaves bare strings, numbers and
 * booleans as they are (in a row it even reads strings as JSON), so that afterwards nobody can tell the string "5" from
 * the number 5. This turns the bare ones into JSON text before; then every text that reaches the database is JSON and
 * goes there unchanged.
 */
export function encodeBareJson(ast: AnyAST, catalogue: IntrospectResult): AnyAST {
  const schema = ast.schema ?? 'public';
  if (ast.type === 'rpc') {
    if (!ast.args || Array.isArray(ast.args)) return ast;
    const names = jsonArguments(catalogue, schema, ast.function ?? '');
    return { ...ast, args: encode(ast.args, names, (value) => JSON.stringify(value)) };
  }
  if (!ast.values) return ast;
  const names = jsonColumns(catalogue, schema, ast.from ?? '');
  // Twice, because the server reads strings of a row as JSON once.
  const one = (row: object): object => encode(row, names, (value) => JSON.stringify(JSON.stringify(value)));
  return { ...ast, values: Array.isArray(ast.values) ? ast.values.map(one) : one(ast.values) };
}

function jsonArguments(catalogue: IntrospectResult, schema: string, name: string): Set<string> {
  const named = (catalogue.functions ?? []).filter((each) => each.name === name && each.schema === schema);
  return new Set(
    named.flatMap((each) =>
      each.arg_names.filter((_, index) => JSON_TYPES.includes(each.arg_types[index] ?? '')),
    ),
  );
}

function jsonColumns(catalogue: IntrospectResult, schema: string, table: string): Set<string> {
  const columns = catalogue.columns.filter((each) => each.table === table && each.schema === schema);
  return new Set(
    columns
      .filter((each) => JSON_TYPES.includes((each.pg_type ?? each.type).toLowerCase()))
      .map(({ name }) => name),
  );
}

function encode(values: object, names: Set<string>, asText: (value: unknown) => string): object {
  if (names.size === 0) return values;
  const isBare = (value: unknown): boolean =>
    value !== null && value !== undefined && typeof value !== 'object';
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      names.has(name) && isBare(value) ? asText(value) : value,
    ]),
  );
}
