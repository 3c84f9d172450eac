import { expect, test, vi } from 'vitest';
import { BusyForm } from './busy-form.svelte.ts';
import { saySentNotRead } from './sent-not-read.ts';
import { toasts } from './toasts.svelte.ts';

type Answer = { done?: string; values?: { form: string; title?: string } } | null;
type Input = Parameters<BusyForm['submit']>[0];

test('a refusal is kept while the page answers other forms, until its own form is accepted', async () => {
  let page = $state.raw<Answer>(null);
  const form = new BusyForm({ refusal: () => (page?.values?.form === 'body' ? page : null) });
  const answer = async (type: 'success' | 'failure', data: Answer) => {
    const element = {
      matches: () => false,
      closest: () => null,
      isConnected: true,
      querySelector: () => null,
    } as unknown as HTMLFormElement;
    const took = await form.submit({ cancel: vi.fn(), formElement: element } as unknown as Input);
    const result = { type, status: 200, data: data ?? undefined };
    await took?.({ result, update: () => Promise.resolve(void (page = data)) } as Parameters<typeof took>[0]);
    return form.refused;
  };
  expect(form.refused).toBeNull();

  const refused = { values: { form: 'body', title: 'Comité' } };
  expect(await answer('failure', refused)).toBe(refused);
  // The page says nothing for a moment before it says what it has to say about the other.
  page = null;
  expect(form.refused).toBe(refused);
  page = { values: { form: 'party' } };
  expect(form.refused).toBe(refused);
  page = { done: 'party' };
  expect(form.refused).toBe(refused);

  const again = { values: { form: 'body', title: 'Comité ' } };
  expect(await answer('failure', again)).toBe(again);
  expect(await answer('success', { done: 'body' })).toBeNull();
  page = { values: { form: 'party' } };
  expect(form.refused).toBeNull();
});

test('a refusal that was there when the page came is this form’s from the start', () => {
  const sent = { values: { form: 'body' } };
  expect(new BusyForm({ refusal: () => sent }).refused).toBe(sent);
  expect(new BusyForm().refused).toBeNull();
});

test('a form that leads elsewhere was accepted before the page is left', async () => {
  const form = new BusyForm();
  const element = { matches: () => false, closest: () => null } as unknown as HTMLFormElement;
  const took = await form.submit({ cancel: vi.fn(), formElement: element } as unknown as Input);
  let accepted = -1;
  await took?.({
    result: { type: 'redirect', status: 303, location: '/documentos/1' },
    update: () => Promise.resolve(void (accepted = form.accepted)),
  } as unknown as Parameters<typeof took>[0]);
  expect(accepted).toBe(1);
});

test('a form that was accepted says so while its page cannot be read anew', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('window', {});
  saySentNotRead(() => 'Ya se recibió.');
  const form = new BusyForm();
  const element = { matches: () => false, closest: () => null } as unknown as HTMLFormElement;
  const took = await form.submit({ cancel: vi.fn(), formElement: element } as unknown as Input);
  const { promise, resolve } = Promise.withResolvers<void>();
  const result = { type: 'success', status: 200 };
  const done = took?.({ result, update: () => promise } as unknown as Parameters<typeof took>[0]);
  const said = () => toasts.list.map(({ text }) => text);
  await vi.advanceTimersByTimeAsync(3000);
  expect(said()).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said()).toEqual(['Ya se recibió.']);
  expect(form.busy).toBe(true);
  resolve();
  await done;
  expect(said()).toEqual([]);
  expect(form.busy).toBe(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
