import { request } from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { HTTP_KEY, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { bundle, unbundle } from '#lib/domain/collab-bundle.ts';
import { frame, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { ORIGIN, until, wordsInLog } from './visitor.ts';

const MESSAGE = 2 * 1024 * 1024;
const here = newWorld({
  unauthenticatedSockets: 20,
  httpSessions: 25,
  httpSilenceMs: 10_000,
  messagesPerSecond: 20,
  messageBurst: 40,
});
let base = '';
beforeAll(() => (base = `http://127.0.0.1:${here.server.port}${HTTP_PATH}`));

const key = 'ab'.repeat(16);
const ours = { origin: ORIGIN, [HTTP_KEY]: key };
const post = (path: string, body?: Uint8Array<ArrayBuffer> | string) =>
  fetch(base + path, { method: 'POST', body, headers: ours });
const close = (id: string) => post(`/${id}/close`, key);

/** A request that announces a body and keeps it: how it is answered, or null while it is not. */
function announce(path: string, bytes: number) {
  const asked = { status: null as number | null, cut: false, end: () => sent.destroy() };
  const headers = { ...ours, 'content-length': bytes };
  const sent = request(base + path, { method: 'POST', headers }, (response) => {
    asked.status = response.statusCode!;
    response.resume();
  });
  sent.on('error', () => (asked.cut = true));
  sent.flushHeaders();
  return asked;
}

/** Like `post`, without a copy of the body for each request. */
function bring(path: string, body: Uint8Array): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request(base + path, { method: 'POST', headers: ours }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}

async function enter(): Promise<{ id: string; chapter: string; document: Y.Doc }> {
  const { world } = here;
  const chapter = await world.addChapter();
  const id = await (await post('')).text();
  const ticket = await world.ticket(chapter, world.people.drafter);
  expect((await post(`/${id}/up?n=1`, bundle([frame(chapter, Type.auth, 0, ticket)]))).status).toBe(204);
  const types: number[] = [];
  for (let got = 0; !types.includes(Type.stateless);) {
    const response = await post(`/${id}/down?n=${got}`);
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    got = Number(response.headers.get('x-bundle'));
    for (const message of unbundle(new Uint8Array(await response.arrayBuffer()))!)
      types.push(message[1 + message[0]!]!);
  }
  const document = new Y.Doc();
  for (const { payload } of await world.owner`
    select payload from collab.chapter_updates where chapter_id = ${chapter} order by seq`)
    Y.applyUpdate(document, payload);
  return { id, chapter, document };
}

function sentence(document: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(document);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  document.getXmlFragment('default').push([paragraph]);
  return Y.encodeStateAsUpdate(document, before);
}

test('case 16: over HTTP 20 connections wait without a pass; the 21st and the 40 after it are answered 503', async () => {
  const answers = await Promise.all(Array.from({ length: 61 }, () => post('')));
  const ids: string[] = [];
  for (const response of answers) if (response.status === 201) ids.push(await response.text());
  expect(ids).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(41);
  await Promise.all(ids.map(close));
  await until(() => here.server.health().sockets === 0, 'they have gone');
});

test('case 16: over HTTP 400 connections that were opened and ended leave room for the next', async () => {
  let last = '';
  for (let round = 0; round < 20; round += 1) {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await post('')).text()));
    await Promise.all(ids.map(close));
    last = ids.at(-1)!;
  }
  const { id } = await enter();
  // The end of the latest is still known, that of the others no more.
  expect((await post(`/${last}/down?n=0`)).status).toBe(410);
  await close(id);
  await until(() => here.server.health().sockets === 0, 'gone');
}, 30_000);

test('a bundle out of turn, or one that was taken, is answered before its body is read', async () => {
  const { id } = await enter();
  const taken = announce(`/${id}/up?n=1`, MESSAGE);
  await until(() => taken.status !== null, 'answered');
  expect(taken.status).toBe(204);
  taken.end();
  const early = announce(`/${id}/up?n=99`, MESSAGE);
  await until(() => early.status !== null, 'answered');
  expect(early.status).toBe(409);
  early.end();
  await until(() => here.server.health().sockets === 0, 'and closed');
});

test('case 16: over HTTP a session brings one bundle at a time: of 100 at once, 2 MiB each, one is taken', async () => {
  const { id, chapter, document } = await enter();
  // Held back for some seconds: it has sent more than its allowance.
  const many = Array.from({ length: 120 }, () => frame(chapter, Type.stateless, '{"type":"x"}'));
  void post(`/${id}/up?n=2`, bundle(many)).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = process.memoryUsage().arrayBuffers;
  const words = `Una vez ${'x'.repeat(MESSAGE - 1_000)}`;
  const body = bundle([frame(chapter, Type.sync, 2, sentence(document, words))]);
  const answers: (number | null)[] = [];
  const poll = post(`/${id}/down?n=0`).catch(() => null);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().arrayBuffers)), 10);
  await Promise.all(
    Array.from({ length: 100 }, async () => answers.push(await bring(`/${id}/up?n=3`, body))),
  );
  clearInterval(watch);
  await poll;
  // All but the latest were sent away while it waited for the allowance.
  expect(answers.filter((status) => status === 204)).toHaveLength(1);
  expect(peak - before).toBeLessThan(33 * MESSAGE);
  await until(async () => (await wordsInLog(here.world, chapter)).startsWith('Una vez '), 'taken');
  expect((await wordsInLog(here.world, chapter)).split('Una vez ')).toHaveLength(2);
  await close(id);
}, 30_000);

test('a message of exactly 2 MiB fits, whatever stands beside it; one byte more is too large', async () => {
  const { id, chapter } = await enter();
  const withWords = (length: number) => {
    const document = new Y.Doc();
    // A number by chance would be written in four bytes or in five.
    document.clientID = 0xffff_fff0;
    return frame(chapter, Type.sync, 2, sentence(document, 'x'.repeat(length)));
  };
  const around = withWords(MESSAGE - 1_000).length - (MESSAGE - 1_000);
  const fits = withWords(MESSAGE - around);
  expect(fits.length).toBe(MESSAGE);
  expect((await post(`/${id}/up?n=2`, bundle([fits]))).status).toBe(204);
  await until(async () => (await wordsInLog(here.world, chapter)).length > MESSAGE - 2_000, 'stored');
  await post(`/${id}/up?n=3`, bundle([withWords(MESSAGE - around + 1)]));
  for (let got = 0; ;) {
    const response = await post(`/${id}/down?n=${got}`);
    if (response.status === 410) {
      expect(await response.json()).toMatchObject({ code: 1009 });
      break;
    }
    got = Number(response.headers.get('x-bundle') ?? got);
  }
}, 30_000);
