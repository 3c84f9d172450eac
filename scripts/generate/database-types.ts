import type { Catalogue, Column } from './catalogue.ts';

const SCALARS: Record<string, string> = {
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  real: 'number',
  'double precision': 'number',
  json: 'Json',
  jsonb: 'Json',
  void: 'undefined',
};

/** The text of `src/lib/generated/database.types.ts`, in the form that supabase-js reads (that of `supabase gen types`). */
export function databaseTypes(catalogue: Catalogue): string {
  const enumNames = new Set(catalogue.enums.map((each) => each.name));

  function typeOf(type: string): string {
    if (type.endsWith('[]')) return `${typeOf(type.slice(0, -2))}[]`;
    const name = type.replace(/^public\./, '').replaceAll('"', '');
    if (enumNames.has(name)) return `Database['public']['Enums']['${name}']`;
    return SCALARS[name] ?? 'string';
  }

  const field = (column: Column, optional: boolean) =>
    `          ${column.name}${optional ? '?' : ''}: ${typeOf(column.type)}${column.nullable ? ' | null' : ''}`;

  function relation(name: string, kind: 'table' | 'view'): string {
    const columns = catalogue.columns.filter((column) => column.table === name);
    const relationships = catalogue.relationships.filter((each) => each.table === name);
    const lines = [
      `      ${name}: {`,
      '        Row: {',
      ...columns.map((column) => field(column, false)),
      '        }',
    ];
    if (kind === 'table') {
      lines.push(
        '        Insert: {',
        ...columns.map((column) => field(column, column.nullable || column.hasDefault)),
        '        }',
      );
      lines.push('        Update: {', ...columns.map((column) => field(column, true)), '        }');
    }
    lines.push('        Relationships: [');
    for (const each of relationships) {
      lines.push(
        `          { foreignKeyName: '${each.name}', columns: ${list(each.columns)}, isOneToOne: ${each.unique}, ` +
          `referencedRelation: '${each.target}', referencedColumns: ${list(each.targetColumns)} },`,
      );
    }
    lines.push('        ]', '      }');
    return lines.join('\n');
  }

  const names = (kind: 'table' | 'view') => [
    ...new Set(catalogue.columns.filter((column) => column.kind === kind).map((column) => column.table)),
  ];
  const routines = catalogue.routines.map((routine) => {
    const args = routine.args.map(
      (arg) =>
        `${arg.name}${arg.optional ? '?' : ''}: ${typeOf(arg.type)}${arg.type === 'uuid' || arg.type === 'text' ? ' | null' : ''}`,
    );
    return (
      `      ${routine.name}: { Args: ${args.length ? `{ ${args.join('; ')} }` : 'never'}; ` +
      `Returns: ${typeOf(routine.returns)}${routine.returnsSet ? '[]' : ''} }`
    );
  });

  return `// Written by \`npm run generate\` from supabase/migrations. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
${names('table')
  .map((name) => relation(name, 'table'))
  .join('\n')}
    }
    Views: {
${names('view')
  .map((name) => relation(name, 'view'))
  .join('\n')}
    }
    Functions: {
${routines.join('\n')}
    }
    Enums: {
${catalogue.enums.map((each) => `      ${each.name}: ${each.values.map((value) => `'${value}'`).join(' | ')}`).join('\n')}
    }
    CompositeTypes: { [_ in never]: never }
  }
}
`;
}

const list = (values: string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]`;
