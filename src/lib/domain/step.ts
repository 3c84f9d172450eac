import { z } from 'zod';
import {
  STAGE_VALUES,
  type Stage,
  WORKFLOW_STAGES,
  WORKFLOW_STEPS,
  type WorkflowAction,
} from '#lib/generated/workflow.ts';

const ACTIONS = WORKFLOW_STEPS.map((step) => step.action) as [WorkflowAction, ...WorkflowAction[]];

/** The address of a publication: lower-case letters without accents, digits and hyphens, 80 at most. */
export const publicationSlug = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** What taking a step sends: the stage the person saw, the note, and for `publish` where and with which record. */
export const stepRequest = z.object({
  action: z.enum(ACTIONS),
  stage: z.enum(STAGE_VALUES),
  note: z.string().max(5000).default(''),
});

export const publicationDetails = z.object({
  slug: publicationSlug,
  summary: z.string().trim().max(1000).default(''),
  gazetteName: z.string().trim().max(200).default(''),
  gazetteNumber: z.string().trim().max(60).default(''),
  gazetteDate: z.union([z.literal(''), z.iso.date()]).default(''),
});

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

const place = (stage: Stage) => WORKFLOW_STAGES.findIndex((each) => each.stage === stage);

/** Steps in the order in which a person thinks of them: their own first, and forward before back. */
export function inOrderOfUse<Step extends { toStage: Stage; mine: boolean }>(
  steps: readonly Step[],
  stage: Stage,
): Step[] {
  const rank = (step: Step) => (step.mine ? 0 : 2) + (place(step.toStage) > place(stage) ? 0 : 1);
  return [...steps].sort((a, b) => rank(a) - rank(b));
}
