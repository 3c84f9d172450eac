import { type Stage, WORKFLOW_STAGES, WORKFLOW_STEPS, type WorkflowAction } from '#lib/generated/workflow.ts';

/** What the address of a publication looks like, as a pattern that browsers know too: lower-case letters without accents, digits, hyphens. */
export const SLUG_PATTERN = '[a-z0-9]+(-[a-z0-9]+)*';

/** Cancún is five hours behind UTC all year: there the country's day begins. */
const DAY_BEGINS_MS = 5 * 60 * 60 * 1000;

/** The days that a gazette can be of: the first that is taken, and today wherever in the country it is the furthest on. */
export const GAZETTE_DAYS = {
  first: '1800-01-01',
  last: () => new Date(Date.now() - DAY_BEGINS_MS).toISOString().slice(0, 10),
};

/** An address made from a title, as a first proposal: "Diagnóstico de Oaxaca" → "diagnostico-de-oaxaca". */
export function proposeSlug(title: string): string {
  return title
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '');
}

/** Whether a step looks at the text: it freezes it into a version, or asks that every chapter has some. */
export function looksAtText(action: WorkflowAction): boolean {
  return WORKFLOW_STEPS.some(
    (step) =>
      step.action === action &&
      (step.freezes || (step.conditions as readonly string[]).includes('chapters_have_text')),
  );
}

/** Whether a step makes the text a numbered version. */
export function freezesText(action: WorkflowAction): boolean {
  return WORKFLOW_STEPS.some((step) => step.action === action && step.freezes);
}

const place = (stage: Stage) => WORKFLOW_STAGES.findIndex((each) => each.stage === stage);

/** Steps in the order in which a person thinks of them: their own first, and forward before back. */
export function inOrderOfUse<Step extends { toStage: Stage; mine: boolean }>(
  steps: readonly Step[],
  stage: Stage,
): Step[] {
  const rank = (step: Step) => (step.mine ? 0 : 2) + (place(step.toStage) > place(stage) ? 0 : 1);
  return [...steps].sort((a, b) => rank(a) - rank(b));
}
