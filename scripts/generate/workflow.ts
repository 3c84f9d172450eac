import type { Sql } from 'postgres';

/**
 * The text of `src/lib/generated/workflow.ts`: the workflow's two views and every enum as constants, so that a
 * `Record<Stage, …>` without words for a stage fails the type check.
 */
export async function workflowSource(sql: Sql, enums: { name: string; values: string[] }[]): Promise<string> {
  const stages = await sql`
    select stage, editors::text[] as editors, comments_open as "commentsOpen" from public.workflow_stages order by ordinal`;
  const steps = await sql`
    select from_stage as "fromStage", action, to_stage as "toStage", role, note_required as "noteRequired", conditions,
      freezes, opens_round as "opensRound", closes_round as "closesRound"
    from public.workflow_steps order by ordinal`;
  const conditions = [...new Set(steps.flatMap((step) => step.conditions as string[]))];
  const constants = enums.map(
    ({ name, values }) =>
      `export const ${constantCase(name)} = ${JSON.stringify(values)} as const;\n` +
      `export type ${pascalCase(name)} = (typeof ${constantCase(name)})[number];\n`,
  );
  return `// Written by \`npm run generate\` from supabase/migrations. Do not edit.

${constants.join('\n')}
/** What may be done with the text in each stage, in the order of the process. */
export const WORKFLOW_STAGES = ${JSON.stringify(stages, null, 2)} as const;

/** Who may take which step, what must hold first, and what it does. */
export const WORKFLOW_STEPS = ${JSON.stringify(steps, null, 2)} as const;

export type WorkflowAction = (typeof WORKFLOW_STEPS)[number]['action'];

export const WORKFLOW_CONDITIONS = ${JSON.stringify(conditions)} as const;
export type WorkflowCondition = (typeof WORKFLOW_CONDITIONS)[number];
`;
}

const pascalCase = (name: string) =>
  name
    .split('_')
    .map((part) => (part[0] ?? '').toUpperCase() + part.slice(1))
    .join('');

const constantCase = (name: string) => `${name.toUpperCase()}_VALUES`;
