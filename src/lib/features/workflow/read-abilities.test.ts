import { expect, test } from 'vitest';
import { readAbilities } from './read-abilities.server.ts';

const DOCUMENT = '0190f000-0000-7000-8000-000000000001';

/** A database in which the text is written down at the given look; `missing` says when there is none to write down. */
function database({ writtenAt, missing = false }: { writtenAt: number; missing?: boolean }) {
  const asked: string[] = [];
  let looks = 0;
  const answers = {
    request_materialisation: () => (looks += 1) > writtenAt,
    document_abilities: () => {
      const met = !missing && looks >= writtenAt;
      const conditions = [{ code: 'chapters_have_text', met, count: met ? 0 : 1 }];
      const step = {
        action: 'submit',
        toStage: 'technical_review',
        role: 'drafter',
        mine: true,
        noteRequired: false,
      };
      const can = {
        read: true,
        comment: true,
        manage: false,
        setSupersedes: false,
        mayVote: false,
        recordGazette: false,
        ended: false,
      };
      const steps = [{ ...step, conditions }];
      return {
        document: DOCUMENT,
        stage: 'drafting',
        roles: [],
        editableChapters: [],
        refusals: {},
        steps,
        ...can,
      };
    },
  };
  const rpc = async (name: keyof typeof answers) => {
    asked.push(name);
    return { data: answers[name](), error: null };
  };
  return { asked, supabase: { rpc } as unknown as Parameters<typeof readAbilities>[0] };
}

const isMet = async (base: ReturnType<typeof database>) =>
  (await readAbilities(base.supabase, DOCUMENT)).steps[0]?.conditions[0]?.met;

test('a text that is there is read once', async () => {
  const base = database({ writtenAt: 0 });
  expect(await isMet(base)).toBe(true);
  expect(base.asked).toEqual(['document_abilities']);
});

test('a text that is being written down is waited for', async () => {
  const base = database({ writtenAt: 3 });
  expect(await isMet(base)).toBe(true);
  expect(base.asked.filter((name) => name === 'request_materialisation')).toHaveLength(3);
});

test('where all is written down, what is missing is missing, and nothing waits', async () => {
  const base = database({ writtenAt: 0, missing: true });
  expect(await isMet(base)).toBe(false);
  expect(base.asked).toEqual(['document_abilities', 'request_materialisation', 'document_abilities']);
});

test('a text that nobody writes down is not waited for longer than a moment', async () => {
  const began = Date.now();
  expect(await isMet(database({ writtenAt: Infinity }))).toBe(false);
  expect(Date.now() - began).toBeLessThan(3000);
});
