import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { redisForTests, TestRedis } from '../support/redis.ts';
import { faultMs, victim } from './kill-proof.ts';
import { RawClient } from './raw.ts';
import { ORIGIN, pause, serve, type Server, until, visit, type Visitor, wordsInLog } from './visitor.ts';
import { openWorld, type World } from './world.ts';

// Skipped where there is no redis-server and nobody counts on it: `npm test` installs one where it may, and then does.
describe.skipIf(!redisForTests())('two servers with a Redis between them', () => {
  let world: World;
  let redis: TestRedis;
  let one: Server;
  let two: Server;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    world = await openWorld();
    redis = new TestRedis();
    await redis.start();
    one = await serve(world, {}, redis.url);
    two = await serve(world, {}, redis.url);
    await until(() => one.health().state === 'ok' && two.health().state === 'ok', 'both are well');
  });
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await one?.stop();
    await two?.stop();
    await redis?.remove();
    await world?.close();
  });

  /** The coordination at the first server, a drafter at the second. */
  async function both(): Promise<{ chapter: string; left: Visitor; right: Visitor; leave: () => void }> {
    const chapter = await world.addChapter();
    const left = await visit(one, world, chapter, world.people.coordination);
    const right = await visit(two, world, chapter, world.people.drafter);
    return { chapter, left, right, leave: () => [left, right].forEach((visitor) => visitor.leave()) };
  }

  async function same(chapter: string, left: Visitor, right: Visitor, ms = 5_000): Promise<void> {
    await until(() => left.words() === right.words(), 'both read the same', ms);
    expect(await wordsInLog(world, chapter)).toBe(left.words());
  }

  test('what is written at one is read at the other, and each entry is in the log once', async () => {
    const { chapter, left, right, leave } = await both();
    for (let round = 0; round < 20; round += 1) {
      left.write(`uno-${round} `);
      right.write(`dos-${round} `);
    }
    await Promise.all([left.saved(), right.saved()]);
    await same(chapter, left, right);
    const since = Date.now();
    left.write('Por último.');
    await until(() => right.words().includes('Por último.'), 'it crossed over');
    // Well under the two seconds after which the log would have been compared anyway.
    expect(Date.now() - since).toBeLessThan(1_000);
    const [log] = await world.owner`
      select count(*) as entries, count(distinct payload) as different from collab.chapter_updates
      where chapter_id = ${chapter}`;
    expect(log!.entries).toBe(log!.different);
    leave();
  });

  test('carets and who is here cross over, and are gone when they leave', async () => {
    const { left, right, leave } = await both();
    const end = { tname: FRAGMENT };
    left.provider.setAwarenessField('cursor', { anchor: end, head: end });
    const names = (visitor: Visitor) =>
      [...visitor.provider.awareness!.getStates().values()].map((state) => state.user?.name);
    await until(() => names(right).includes('Coordinación'), 'the caret is seen');
    const here = (visitor: Visitor) =>
      visitor
        .notice('presence')
        .at(-1)
        ?.people.map(({ name }) => name)
        .sort();
    await until(() => here(right)?.length === 2 && here(left)?.length === 2, 'both are seen by both');
    expect(here(left)).toEqual(['Coordinación', 'Dependencia estatal']);
    left.leave();
    await until(() => here(right)?.length === 1, 'one has left');
    await until(() => !names(right).includes('Coordinación'), 'and took the caret along');
    leave();
  });

  test('case 10: a client id that is somebody’s at one server is theirs at the other', async () => {
    const { chapter, left, right, leave } = await both();
    left.write('Mío.');
    await left.saved();
    await same(chapter, left, right);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(right.document));
    const before = Y.encodeStateVector(forged);
    forged.clientID = left.document.clientID;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Robado.')]);
    forged.getXmlFragment(FRAGMENT).push([paragraph]);
    const thief = new RawClient(two, chapter);
    await thief.enter(await world.ticket(chapter, world.people.drafter));
    thief.update(Y.encodeStateAsUpdate(forged, before));
    expect((await thief.ended()).code).toBe(CloseCode.changeRefused);
    expect(await wordsInLog(world, chapter)).toBe('Mío.');
    leave();
  });

  test('case 10: a client id that somebody only shows at one server is theirs at the other', async () => {
    const { chapter, left, right, leave } = await both();
    // Shown by the caret, and nothing typed yet.
    left.provider.setAwarenessField('cursor', { anchor: { tname: FRAGMENT }, head: { tname: FRAGMENT } });
    await until(
      () => right.provider.awareness!.getStates().has(left.document.clientID),
      'the id is seen at the other server',
    );
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(right.document));
    const before = Y.encodeStateVector(forged);
    forged.clientID = left.document.clientID;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Robado.')]);
    forged.getXmlFragment(FRAGMENT).push([paragraph]);
    const thief = await new RawClient(two, chapter).enter(await world.ticket(chapter, world.people.drafter));
    thief.update(Y.encodeStateAsUpdate(forged, before));
    expect(await thief.ended()).toEqual({ code: CloseCode.changeRefused, reason: 'foreign_client' });
    left.write('Mío.');
    await left.saved();
    await until(() => right.words() === 'Mío.', 'it crossed over');
    expect(left.words()).toBe('Mío.');
    expect(await wordsInLog(world, chapter)).toBe('Mío.');
    expect(left.closes).toEqual([]);
    const owners = await world.owner`
      select person_id from collab.chapter_updates where chapter_id = ${chapter} and client_id = ${left.document.clientID}`;
    expect(owners.map((row) => row.person_id)).toEqual([world.people.coordination.id]);
    leave();
  });

  test('case 10: of two who write under one new client id at two servers, one is refused and nothing of theirs is kept', async () => {
    const { chapter, left, right, leave } = await both();
    const forge = (words: string) => {
      const document = new Y.Doc();
      Y.applyUpdate(document, Y.encodeStateAsUpdate(right.document));
      const before = Y.encodeStateVector(document);
      document.clientID = 4242;
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      document.getXmlFragment(FRAGMENT).push([paragraph]);
      return Y.encodeStateAsUpdate(document, before);
    };
    const first = await new RawClient(one, chapter).enter(
      await world.ticket(chapter, world.people.coordination),
    );
    const second = await new RawClient(two, chapter).enter(await world.ticket(chapter, world.people.drafter));
    first.update(forge('De una.'));
    second.update(forge('De otra.'));
    await until(() => first.statuses.length + second.statuses.length > 0, 'one is acknowledged');
    await until(() => first.closed !== null || second.closed !== null, 'the other is closed');
    const [kept, refused, words] = first.closed ? [second, first, 'De otra.'] : [first, second, 'De una.'];
    expect(kept.statuses).toEqual([true]);
    expect(refused.closed).toEqual({ code: CloseCode.changeRefused, reason: 'foreign_client' });
    expect(refused.statuses).toEqual([]);
    await until(() => left.words() === words && right.words() === words, 'both read it');
    expect(await wordsInLog(world, chapter)).toBe(words);
    kept.leave();
    leave();
  });

  test('a freeze and a revocation reach the sockets of both within five seconds', async () => {
    const { left, right, leave } = await both();
    const since = Date.now();
    await world.owner`update public.documents set stage = 'voting' where id = ${world.documentId}`;
    const frozen = (visitor: Visitor) => visitor.notice('access').at(-1)?.canEdit === false;
    await until(() => frozen(left) && frozen(right), 'both are frozen', 5_000);
    await world.owner`update public.documents set stage = 'drafting' where id = ${world.documentId}`;
    await until(() => !frozen(left) && !frozen(right), 'both may write again', 5_000);
    await world.owner`update public.memberships set status = 'revoked' where person_id = ${world.people.drafter.id}`;
    await until(() => right.closes.some(({ code }) => code === CloseCode.accessLost), 'closed', 5_000);
    expect(Date.now() - since).toBeLessThan(15_000);
    await world.owner`update public.memberships set status = 'active' where person_id = ${world.people.drafter.id}`;
    leave();
  });

  const HUNG_MS = faultMs(6_000);
  test(
    `case 23: Redis hangs for ${HUNG_MS / 1_000} s; all is stored and acknowledged, the health says so, both come to read the same`,
    async () => {
      const { chapter, left, right, leave } = await both();
      redis.signal('SIGSTOP');
      const end = Date.now() + HUNG_MS;
      try {
        for (let round = 0; Date.now() < end; round += 1) {
          left.write(`mientras-${round}; `);
          right.write(`también-${round}; `);
          await Promise.all([left.saved(), right.saved()]);
          await pause(100);
        }
        expect(await wordsInLog(world, chapter)).toContain('mientras-10; ');
        await same(chapter, left, right);
        expect([one.health().state, two.health().state]).toEqual(['degraded', 'degraded']);
      } finally {
        redis.signal('SIGCONT');
      }
      await until(() => one.health().state === 'ok' && two.health().state === 'ok', 'well again', 5_000);
      left.write('Y después. ');
      await until(() => right.words().includes('Y después. '), 'it crosses over again');
      leave();
    },
    HUNG_MS + 30_000,
  );

  test('case 24: Redis is killed and comes back; the servers converge within five seconds and are well again', async () => {
    const { chapter, left, right, leave } = await both();
    await redis.kill();
    left.write('Sin Redis. ');
    await left.saved();
    await until(() => one.health().state === 'degraded', 'it is told');
    await same(chapter, left, right);
    await redis.start();
    await until(() => one.health().state === 'ok' && two.health().state === 'ok', 'well again', 5_000);
    const since = Date.now();
    right.write('Con Redis. ');
    await until(() => left.words().includes('Con Redis. '), 'it crossed over');
    expect(Date.now() - since).toBeLessThan(1_500);
    leave();
  });

  test('case 24: whoever comes from a server to one that is behind is not taken for the author of what they read', async () => {
    await redis.kill();
    await until(() => one.health().state === 'degraded', 'it is told');
    const refusals = () => two.lines.filter(({ msg }) => msg === 'refused').length;
    const before = refusals();
    // The log is compared every two seconds: in one round or another the second server would know already.
    for (let round = 0; round < 4; round += 1) {
      const chapter = await world.addChapter();
      const stays = await visit(two, world, chapter, world.people.coordination);
      const writes = await visit(one, world, chapter, world.people.coordination);
      const moves = await visit(one, world, chapter, world.people.drafter);
      const reads = await visit(one, world, chapter, world.people.observer);
      writes.write('De otra. ');
      await writes.saved();
      await until(() => moves.words() === 'De otra. ' && reads.words() === 'De otra. ', 'it is read');
      moves.write('Lo mío. ');
      for (const visitor of [moves, reads]) {
        visitor.socket.configuration.url = two.url;
        visitor.socket.webSocket!.close();
      }
      await until(() => moves.closes.length > 0 && reads.closes.length > 0, 'the connections are gone');
      await Promise.all([moves, reads].map((visitor) => visitor.synced()));
      await moves.saved();
      await until(() => stays.words() === 'De otra. Lo mío. ', 'both are read at the second server');
      expect(await wordsInLog(world, chapter)).toBe('De otra. Lo mío. ');
      expect([moves.closes.length, reads.closes.length]).toEqual([1, 1]);
      expect([...moves.notice('refused'), ...reads.notice('refused')]).toEqual([]);
      const owners = await world.owner`
        select person_id from collab.chapter_updates where chapter_id = ${chapter} order by seq`;
      expect(owners.map((row) => row.person_id).slice(-2)).toEqual([
        world.people.coordination.id,
        world.people.drafter.id,
      ]);
      for (const visitor of [stays, writes, moves, reads]) visitor.leave();
    }
    expect(refusals()).toBe(before);
    await redis.start();
    await until(() => one.health().state === 'ok' && two.health().state === 'ok', 'well again', 5_000);
  });

  test('case 25: one of two is killed; whoever was there writes on at the other within three seconds', async () => {
    const chapter = await world.addChapter();
    const env = { COLLAB_DATABASE_URL: world.database.collabUrl, ORIGIN, REDIS_URL: redis.url };
    const doomed = await victim('server-process.ts', env, started);
    const stays = await visit(two, world, chapter, world.people.coordination);
    const moves = await visit(doomed, world, chapter, world.people.drafter);
    moves.write('Antes. ');
    await moves.saved();
    await doomed.kill();
    const since = Date.now();
    // What a load balancer does: the next connection goes to the server that is there.
    moves.socket.configuration.url = two.url;
    await until(() => moves.provider.synced && moves.provider.isAuthenticated, 'back', 3_000);
    moves.write('Después. ');
    await moves.saved();
    expect(Date.now() - since).toBeLessThan(3_000);
    await same(chapter, stays, moves);
    expect(stays.words()).toBe('Antes. Después. ');
    stays.leave();
    moves.leave();
  });
});
