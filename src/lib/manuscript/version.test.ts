import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalVersion, versionSha256, type VersionSource } from './version.ts';

const content = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'a' } }] };
const source: VersionSource = {
  document: { id: 'd', jurisdiction: '20', kind: 'diagnosis', title: 'Diagnóstico' },
  number: 1,
  chapters: [
    { id: 'c2', position: 2, title: 'Salud', content },
    { id: 'c1', position: 1, title: 'Educación', content },
  ],
};

const FORM =
  '{"chapters":[{"content":{"content":[{"attrs":{"id":"a"},"type":"paragraph"}],"type":"doc"},"id":"c1","position":1,"title":"Educación"},' +
  '{"content":{"content":[{"attrs":{"id":"a"},"type":"paragraph"}],"type":"doc"},"id":"c2","position":2,"title":"Salud"}],' +
  '"document":{"id":"d","jurisdiction":"20","kind":"diagnosis","title":"Diagnóstico"},"format":"concierta/1","number":1}';

test('the canonical form, chapters in their order', () => {
  expect(canonicalVersion(source)).toBe(FORM);
});

test('what is not part of a version does not change it', () => {
  const chapters = source.chapters.map((chapter) => ({ ...chapter, lead: 'mesa 3' }));
  expect(canonicalVersion({ ...source, chapters })).toBe(FORM);
});

test('its fingerprint is the SHA-256 of those bytes; one changed letter changes it', async () => {
  expect(await versionSha256(source)).toBe(createHash('sha256').update(FORM, 'utf8').digest('hex'));
  expect(await versionSha256({ ...source, number: 2 })).not.toBe(await versionSha256(source));
});
