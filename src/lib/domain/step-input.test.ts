import { expect, it } from 'vitest';
import { m } from '#lib/generated/paraglide/messages.js';
import { readForm } from '#lib/server/read-form.ts';
import { gazetteRecord, publicationDetails } from './step-input.ts';

const fieldsOf = (gazette: object) =>
  publicationDetails.safeParse({ slug: 'x', ...gazette }).error?.issues.map(({ path }) => path.join('.'));

it.each([{ gazetteNumber: '12' }, { gazetteDate: '2026-11-20' }, { gazetteName: ' ', gazetteNumber: '12' }])(
  'a gazette without a name is asked for it: %o',
  (gazette) => expect(fieldsOf(gazette)).toEqual(['gazetteName']),
);

it.each([
  {},
  { gazetteName: 'Periódico Oficial' },
  { gazetteName: 'Periódico Oficial', gazetteNumber: '12' },
])('no gazette, or one with its name, is taken: %o', (gazette) => expect(fieldsOf(gazette)).toBeUndefined());

it('says what else is wrong at the same time', () =>
  expect(fieldsOf({ slug: 'Con Espacios', gazetteNumber: '12' })).toEqual(['slug', 'gazetteName']));

it.each([
  ['1800-01-01', undefined],
  ['1799-12-31', ['gazetteDate']],
  ['2999-01-01', ['gazetteDate']],
])('takes a gazette of %s: %o', (gazetteDate, refused) => {
  expect(fieldsOf({ gazetteName: 'Periódico Oficial', gazetteDate })).toEqual(refused);
});

it('says of tomorrow’s gazette that it has not come yet', () => {
  const wrong = { slug: 'x', gazetteName: 'Periódico Oficial', gazetteDate: '2999-01-01' };
  expect(() => readForm(publicationDetails, wrong)).toThrow(
    expect.objectContaining({ fields: { gazetteDate: m.workflow_gazette_not_yet() } }),
  );
});

const printed = { gazetteName: 'Periódico Oficial', gazetteNumber: '12', gazetteDate: '2026-11-20' };
const missingIn = (gazette: object) =>
  gazetteRecord.safeParse({ ...printed, ...gazette }).error?.issues.map(({ path }) => path.join('.'));

it('takes the record of a gazette that is printed, and all of it', () => {
  expect(missingIn({})).toBeUndefined();
  expect(missingIn({ gazetteName: ' ' })).toEqual(['gazetteName']);
  expect(missingIn({ gazetteNumber: '' })).toEqual(['gazetteNumber']);
  expect(missingIn({ gazetteDate: '' })).toContain('gazetteDate');
  expect(missingIn({ gazetteDate: '2999-01-01' })).toEqual(['gazetteDate']);
  expect(missingIn({ gazetteDate: '1799-12-31' })).toEqual(['gazetteDate']);
});
