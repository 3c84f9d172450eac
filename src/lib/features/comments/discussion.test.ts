import { expect, it, vi } from 'vitest';
import type { Anchor } from '#lib/domain/anchor.ts';
import type { CommentThread } from '#lib/domain/comment-thread.ts';
import type { DiscussionForm } from './discussion-form.svelte.ts';
import { saySentNotRead } from '#lib/ui/sent-not-read.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { Discussion } from './discussion.svelte.ts';

const read = vi.hoisted(() => ({ anew: (): Promise<void> => Promise.resolve() }));
vi.mock('$app/navigation', () => ({ invalidate: () => read.anew() }));
vi.mock('$app/state', () => ({ navigating: { complete: null } }));

const passage = (quote: string) => ({
  quote,
  anchor: {
    block: 'b',
    quote: { exact: quote, prefix: '', suffix: '' },
    position: { start: 0, end: quote.length },
  } as Anchor,
});
const thread = (id: string, chapterId: string) =>
  ({ id, chapterId, status: 'open', anchor: passage(id).anchor }) as CommentThread;

const RED = [{ id: 'red', name: 'Red' }];
const STATE = [{ id: 'estado', name: 'Secretaría' }];

/** Sends a form of the discussion and hands it the server's answer. */
async function send(form: DiscussionForm, result: object, focused = true) {
  const formElement = { matches: (selector: string) => selector === ':focus-within' && focused };
  const answered = form.submit({ formElement, cancel: () => {} } as never);
  await (
    await (answered as Promise<(given: object) => Promise<void>>)
  )({ result });
}

it('a comment belongs to the chapter in which it was begun, and waits there', () => {
  const discussion = new Discussion();
  discussion.overText([], 'one').onannotate(passage('faltan'));
  discussion.draftOf('one')!.body = 'Falta la fuente.';
  discussion.draftOf('one')!.visibility = 'office';
  expect(discussion.draftOf('two')).toBeNull();
  expect(discussion.overText([], 'two').annotations).toEqual([]);
  discussion.overText([], 'two').onannotate(passage('sobran'));

  const { chapterId, body, visibility } = discussion.draftOf('one')!;
  expect([chapterId, body, visibility]).toEqual(['one', 'Falta la fuente.', 'office']);
  expect(discussion.overText([], 'one').annotations).toEqual([
    { id: 'draft', anchor: passage('faltan').anchor, tone: 'draft' },
  ]);
  expect(discussion.waitsIn('one', [])).toBe(true);
  expect(discussion.waitsIn('two', []), 'nothing is written there').toBe(false);
});

it('another passage takes the words along, and gives them back', () => {
  const discussion = new Discussion();
  discussion.comment('one', passage('faltan'));
  discussion.comment('one', passage('faltan defensores'));
  const draft = discussion.draftOf('one')!;
  expect(draft.before, 'nothing was written about it').toBeNull();
  draft.body = 'Falta la fuente.';
  discussion.comment('one', passage('zapoteco'));
  expect([draft.passage.quote, draft.before?.quote, draft.body]).toEqual([
    'zapoteco',
    'faltan defensores',
    'Falta la fuente.',
  ]);
  expect(discussion.draftOf('one')).toBe(draft);
  draft.moveBack();
  expect([draft.passage.quote, draft.before, draft.body]).toEqual([
    'faltan defensores',
    null,
    'Falta la fuente.',
  ]);
});

it('a reply is kept by thread until it is sent; refused, it stays with the reason', async () => {
  const discussion = new Discussion();
  const threads = [thread('1', 'one'), thread('2', 'two')];
  discussion.write('1', { body: 'Del padrón.' });
  discussion.offer('1', RED);
  discussion.write('2', { body: '   ' });
  expect(discussion.replyTo('1')).toMatchObject({ body: 'Del padrón.', voice: 'red' });
  expect([discussion.isAnswering('1'), discussion.isAnswering('2')]).toEqual([true, false]);
  expect(['one', 'two'].map((chapter) => discussion.waitsIn(chapter, threads))).toEqual([true, false]);
  expect(discussion.unsent).toBe(true);

  const error = { message: 'Este hilo está resuelto.', action: 'Reábralo.', fields: {} };
  await send(discussion.answers('1'), { type: 'failure', data: { error } });
  expect(discussion.answers('1').error).toEqual(error);
  expect(discussion.replyTo('1').body).toBe('Del padrón.');

  await send(discussion.answers('1'), { type: 'success', data: { thread: '1' } });
  expect(discussion.replyTo('1')).toMatchObject({ body: '', voice: '' });
  expect([discussion.unsent, discussion.atStake]).toEqual([false, null]);
});

it('a comment that was sent goes, and its thread is the chosen one', async () => {
  const discussion = new Discussion();
  discussion.shown = 'resolved';
  discussion.comment('one', passage('faltan'));
  const draft = discussion.draftOf('one')!;
  expect(discussion.unsent, 'a passage alone is no loss').toBe(false);
  draft.body = 'Falta la fuente.';
  expect(discussion.unsent).toBe(true);
  await send(draft.sending, { type: 'success', data: { thread: '7' } });
  expect(discussion.draftOf('one')).toBeNull();
  expect([discussion.active, discussion.shown, discussion.unsent]).toEqual(['7', 'open', false]);
  expect(discussion.called, 'the focus goes from the form to the thread').toBe('7');

  discussion.comment('one', passage('sobran'));
  await send(discussion.draftOf('one')!.sending, { type: 'success', data: { thread: '8' } }, false);
  expect([discussion.active, discussion.called], 'who wrote on elsewhere is left there').toEqual(['8', '7']);
});

it('what was accepted is sent, and said to be, though it cannot be shown yet', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('window', {});
  saySentNotRead(() => 'Ya se recibió.');
  const said = () => toasts.list.map(({ text }) => text);
  const discussion = new Discussion();
  discussion.comment('one', passage('faltan'));
  const draft = discussion.draftOf('one')!;
  draft.body = 'Falta la fuente.';
  discussion.write('1', { body: 'Del padrón.' });
  const shown = Promise.withResolvers<void>();
  read.anew = () => shown.promise;
  const sent = [
    send(draft.sending, { type: 'success', data: { thread: '7' } }),
    send(discussion.answers('1'), { type: 'success', data: { thread: '1' } }),
  ];
  await vi.advanceTimersByTimeAsync(5000);
  expect(said()).toEqual(['Ya se recibió.']);
  expect([discussion.unsent, discussion.isAnswering('1'), draft.hasWords]).toEqual([false, false, false]);
  const cancel = vi.fn();
  void draft.sending.submit({ cancel } as never);
  expect(cancel, 'nor is it sent twice').toHaveBeenCalled();
  expect(draft.body, 'it stands there until it is shown').toBe('Falta la fuente.');
  discussion.comment('one', passage('sobran'));
  expect([draft.passage.quote, discussion.draftOf('one')?.body]).toEqual(['faltan', '']);

  shown.resolve();
  await Promise.all(sent);
  expect(said()).toEqual([]);
  expect(discussion.draftOf('one')?.passage.quote, 'the next one stays').toBe('sobran');
  expect(discussion.replyTo('1').body).toBe('');
  discussion.write('1', { body: 'Y de la encuesta.' });
  expect(discussion.unsent).toBe(true);
  read.anew = () => Promise.resolve();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('an answer that comes late does not take the next comment away', async () => {
  const discussion = new Discussion();
  discussion.comment('one', passage('faltan'));
  const first = discussion.draftOf('one')!;
  discussion.discard(first);
  discussion.comment('one', passage('sobran'));
  await send(first.sending, { type: 'success', data: { thread: '7' } });
  expect(discussion.draftOf('one')?.passage.quote).toBe('sobran');
});

it('an organization that one cannot speak for any more takes the sector along that was to be told', () => {
  const discussion = new Discussion();
  discussion.comment('one', passage('faltan'));
  const draft = discussion.draftOf('one')!;
  draft.offer([...RED, ...STATE]);
  expect(draft.spoken, 'nobody is chosen').toMatchObject({ voice: '', asked: true, lost: '' });
  draft.speakFor('red');
  draft.visibility = 'sector';
  draft.offer([...RED, ...STATE]);
  draft.offer(STATE);
  expect([draft.spoken, draft.visibility]).toEqual([{ voice: '', name: '', asked: true, lost: 'Red' }, '']);
  draft.offer(STATE);
  expect(draft.spoken.voice, 'nor is it chosen later').toBe('');
  draft.speakFor('estado');
  draft.offer(STATE);
  expect(draft.spoken).toMatchObject({ voice: 'estado', name: 'Secretaría' });
});

it('what everybody or the Office was to read they still do, whoever says it', () => {
  for (const visibility of ['arrangement', 'office']) {
    const discussion = new Discussion();
    discussion.comment('one', passage('faltan'));
    const draft = discussion.draftOf('one')!;
    draft.offer(RED);
    expect(draft.spoken).toMatchObject({ voice: 'red', asked: false });
    draft.visibility = visibility;
    draft.offer(STATE);
    expect([draft.spoken.voice, draft.spoken.lost, draft.visibility]).toEqual(['', 'Red', visibility]);
  }
});

it('an answer is not said for another organization than the one that was meant', () => {
  const discussion = new Discussion();
  discussion.offer('1', RED);
  discussion.write('1', { body: 'Del padrón.' });
  discussion.offer('1', STATE);
  expect(discussion.replyTo('1')).toEqual({
    body: 'Del padrón.',
    voice: '',
    name: '',
    asked: true,
    lost: 'Red',
  });
});

const CHAPTERS = [
  { id: 'one', title: 'Justicia' },
  { id: 'two', title: 'Registro' },
];

it('a comment whose chapter was taken out is shown in the others, and where there is none', () => {
  const discussion = new Discussion();
  discussion.know('document', CHAPTERS, []);
  discussion.comment('one', passage('faltan'));
  const draft = discussion.draftOf('one')!;
  draft.body = 'Falta la fuente.';
  const [, left] = CHAPTERS;
  expect(discussion.draftsIn('two', CHAPTERS)).toEqual([]);
  expect([discussion.draftsIn('two', [left!]), discussion.draftsIn(null, [])]).toEqual([[draft], [draft]]);
  expect([discussion.removed('one', [left!]), discussion.removed('two', [left!])]).toEqual([
    'Justicia',
    null,
  ]);
  discussion.know('another', [], []);
  expect(discussion.draftsIn(null, []), 'those of a document that was left are not').toEqual([]);
});

it('an answer is shown when its thread, or the chapter of that, is gone; what others said there is not', () => {
  const discussion = new Discussion();
  const read = {
    ...thread('1', 'one'),
    abilities: {},
    comments: [{ body: 'Secreto' }],
  } as unknown as CommentThread;
  discussion.know('document', CHAPTERS, [read]);
  expect(discussion.gone([], []), 'nothing was written').toEqual([]);
  discussion.write('1', { body: 'Del padrón.' });
  expect(discussion.gone(CHAPTERS, [read])).toEqual([]);
  expect(discussion.gone(CHAPTERS, [])).toMatchObject([{ thread: { id: '1', comments: [] }, chapter: null }]);
  expect(discussion.gone([], [read])).toMatchObject([
    {
      thread: { comments: [{ body: 'Secreto' }], abilities: { reply: false, resolve: false } },
      chapter: 'Justicia',
    },
  ]);
});

it('what was being written is there again with its page, and nothing that was sent', async () => {
  const before = new Discussion();
  expect(before.written).toBeNull();
  before.comment('one', passage('faltan'));
  Object.assign(before.draftOf('one')!, { body: 'Falta la fuente.', visibility: 'office' });
  before.comment('two', passage('sobran'));
  before.write('1', { body: 'Del padrón.' });
  before.write('2', { body: 'Enviada.' });
  read.anew = () => Promise.resolve();
  await send(before.answers('2'), { type: 'success', data: { thread: '2' } });
  const written = JSON.parse(JSON.stringify(before.written)) as NonNullable<typeof before.written>;

  const after = new Discussion();
  after.write('1', { body: 'Ya otra.' });
  after.take(written);
  const { body, visibility, called, passage: of } = after.draftOf('one')!;
  expect([body, visibility, called, of.quote]).toEqual(['Falta la fuente.', 'office', false, 'faltan']);
  expect([after.draftOf('two'), after.isAnswering('2')], 'nothing was written there').toEqual([null, false]);
  expect(after.replyTo('1').body, 'what was begun since stays').toBe('Ya otra.');
  const third = new Discussion();
  third.take(written);
  expect(third.replyTo('1').body).toBe('Del padrón.');
});
