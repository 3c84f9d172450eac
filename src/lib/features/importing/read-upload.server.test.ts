import { expect, it } from 'vitest';
import { currentErrorWords } from '#lib/server/error-words.ts';
import type { AppError } from '#lib/server/app-error.ts';
import { rawDocx, wp, wr } from './docx-fixtures.ts';
import { readUpload } from './read-upload.server.ts';

const DOCUMENT = '00000000-0000-4000-8000-000000000001';

/** Whoever may import into the document. */
function manager(): App.Locals {
  const abilities = {
    ...{ document: DOCUMENT, stage: 'drafting', ended: false, roles: ['coordinator'], read: true },
    ...{ comment: true, manage: true, setSupersedes: true, mayVote: false, recordGazette: false },
    ...{ editableChapters: [], refusals: {}, steps: [] },
  };
  const row = { data: { id: DOCUMENT, title: 'Diagnóstico' }, error: null };
  return {
    supabase: {
      rpc: async () => ({ data: abilities, error: null }),
      from: () => ({ select: () => ({ eq: () => ({ maybeSingle: async () => row }) }) }),
    },
  } as unknown as App.Locals;
}

async function upload(chapters: number) {
  const heading = (_: unknown, at: number) => wp(wr(`Capítulo ${at + 1}`), '<w:pStyle w:val="Heading1"/>');
  const bytes = await rawDocx(Array.from({ length: chapters }, heading).join(''));
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], 'informe.docx'));
  return readUpload(manager(), DOCUMENT, form);
}

it('says how many chapters a file falls into, and how many may come in at once', async () => {
  expect((await upload(100)).chapters).toHaveLength(100);
  const refused = (await upload(103).catch((error: unknown) => error)) as AppError;
  expect(currentErrorWords(refused.code, refused.details).message).toBe(
    'El archivo se divide en 103 capítulos; de una vez se pueden importar hasta 100.',
  );
}, 30_000);
