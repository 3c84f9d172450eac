import { describe, expect, it } from 'vitest';
import { hasUnsent, isTabAllThereIs, saveState, type SaveFacts } from './save-state.ts';
import { keptWords, saveStateWords, signedOutWords } from './save-state-words.ts';

const at = new Date(2026, 10, 23, 10, 32);
const inStep: SaveFacts = {
  connection: 'open',
  synced: true,
  unsent: 0,
  inTabAlone: false,
  savedAt: at,
  offline: false,
  filtered: false,
  stopped: null,
  trouble: null,
};
const words = (facts: Partial<SaveFacts>) => saveStateWords(saveState({ ...inStep, ...facts }));

describe('the save state in words', () => {
  it.each([
    [{}, 'Guardado en el servidor 10:32'],
    [{ savedAt: null }, 'Guardado en el servidor'],
    [{ unsent: 1 }, 'Guardando…'],
    [{ connection: 'connecting', synced: false, savedAt: null }, 'Conectando…'],
    [{ offline: true, connection: 'lost', unsent: 14 }, 'Sin conexión: 14 cambios se enviarán al volver'],
    [{ offline: true, unsent: 1 }, 'Sin conexión: 1 cambio se enviará al volver'],
    [{ offline: true }, 'Sin conexión'],
    [{ connection: 'lost', synced: false, unsent: 3 }, 'Reconectando: 3 cambios se enviarán al volver'],
    [{ connection: 'lost' }, 'Se perdió la conexión con el servidor. Reconectando…'],
    [{ stopped: 'access_lost', unsent: 2 }, 'No se pudo guardar: su acceso a este capítulo terminó'],
    [{ stopped: 'access_lost' }, 'Su acceso a este capítulo terminó'],
    [{ stopped: 'organization_suspended', unsent: 2 }, 'No se pudo guardar: su organización está suspendida'],
    [{ stopped: 'something new', unsent: 1 }, 'No se pudo guardar: el servidor rechazó la conexión'],
    [{ stopped: 'something new' }, 'El servidor rechazó la conexión'],
    [{ stopped: 'not_signed_in', unsent: 2 }, 'Sin guardar: su sesión terminó'],
    [{ stopped: 'not_signed_in' }, 'Su sesión terminó'],
  ] as [Partial<SaveFacts>, string][])('%j', (facts, sentence) => {
    expect(words(facts)).toBe(sentence);
  });

  it('says what to do where the session ended, and of changes only where there are some', () => {
    const signedOut = (unsent: number) =>
      signedOutWords(saveState({ ...inStep, stopped: 'not_signed_in', unsent }));
    expect(signedOut(0)).toMatch(/^Vuelva a entrar para seguir leyendo\./);
    expect(signedOut(1)).toMatch(/se envía 1 cambio que/);
    expect(signedOut(3)).toMatch(/se envían 3 cambios que/);
    expect(signedOutWords(saveState({ ...inStep, stopped: 'access_lost', unsent: 1 }))).toBeNull();
    expect(signedOutWords(saveState(inStep))).toBeNull();
  });

  it('says that what is unsent is kept where access ended, and how much of it', () => {
    const kept = (stopped: string, unsent: number) =>
      keptWords(saveState({ ...inStep, stopped, unsent })) ?? '';
    expect(kept('access_lost', 1)).toMatch(/^Hay 1 cambio suyo que solo está en este dispositivo\./);
    expect(kept('organization_suspended', 3)).toMatch(
      /^Hay 3 cambios suyos .* si usted vuelve a tener derecho a escribir/,
    );
    for (const [stopped, unsent] of [
      ['access_lost', 0],
      ['another_person', 2],
      ['not_signed_in', 2],
    ] as const)
      expect(kept(stopped, unsent)).toBe('');
    expect(keptWords(saveState({ ...inStep, unsent: 2 }))).toBeNull();
  });

  it('says why the server turned it away for now, until it is in step again', () => {
    const away = { ...inStep, synced: false, connection: 'lost', trouble: 'not_stored', unsent: 3 } as const;
    expect(saveState(away)).toEqual({ kind: 'failed', reason: 'not_stored', changes: 3 });
    expect(saveState({ ...away, stopped: 'not_signed_in' })).toMatchObject({ reason: 'not_signed_in' });
    expect(saveState({ ...inStep, trouble: 'not_stored' }).kind).toBe('saved');
  });

  it('says saved of nothing that was refused and lies on this device, and keeps no tab for it', () => {
    const state = saveState(inStep, 2);
    expect(saveStateWords(state)).toBe('Guardado, salvo lo que se muestra sobre el texto');
    expect(hasUnsent(state)).toBe(false);
    expect(saveState({ ...inStep, unsent: 1 }, 2).kind).toBe('saving');
    expect(saveState({ ...inStep, connection: 'lost' }, 2).kind).toBe('reconnecting');
  });

  it('never says saved while an edit is not acknowledged, or before the text is in step', () => {
    for (const unsent of [0, 1])
      for (const synced of [true, false])
        for (const connection of ['connecting', 'open', 'lost'] as const)
          for (const offline of [true, false]) {
            const { kind } = saveState({ ...inStep, unsent, synced, connection, offline });
            expect(kind === 'saved').toBe(!unsent && synced && connection === 'open' && !offline);
          }
  });
});

it('warns before the tab is closed only while something would stay behind', () => {
  expect(hasUnsent(saveState(inStep))).toBe(false);
  expect(hasUnsent(saveState({ ...inStep, unsent: 1 }))).toBe(true);
  expect(hasUnsent(saveState({ ...inStep, offline: true }))).toBe(false);
  expect(hasUnsent(saveState({ ...inStep, offline: true, unsent: 2 }))).toBe(true);
  expect(hasUnsent(saveState({ ...inStep, stopped: 'access_lost' }))).toBe(false);
});

it('warns of a device that keeps nothing once edits have to wait there', () => {
  const warns = (facts: Partial<SaveFacts>) => {
    const all = { ...inStep, ...facts };
    return isTabAllThereIs(saveState(all), all);
  };
  const waiting = { connection: 'lost', synced: false, unsent: 3 } as const;
  expect(warns(waiting)).toBe(false);
  expect(warns({ ...waiting, inTabAlone: true })).toBe(true);
  expect(warns({ offline: true, unsent: 1, inTabAlone: true })).toBe(true);
  expect(warns({ stopped: 'not_signed_in', unsent: 1, inTabAlone: true })).toBe(true);
  // On their way, or all acknowledged.
  expect(warns({ unsent: 3, inTabAlone: true })).toBe(false);
  expect(warns({ ...waiting, unsent: 0, inTabAlone: true })).toBe(false);
});
