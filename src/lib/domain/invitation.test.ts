import { expect, it } from 'vitest';
import { invitationAnswer } from './invitation.ts';

const invitation = '00000000-0000-4000-8000-000000000001';
const fieldsOf = (answer: object) =>
  invitationAnswer.safeParse({ invitation, ...answer }).error?.issues.map(({ path }) => path.join('.'));

it.each([
  { answer: 'accept', name: '  ' },
  { answer: 'accept', name: 'x'.repeat(121) },
])('a name that was asked for has 1 to 120 characters', (answer) =>
  expect(fieldsOf(answer)).toEqual(['name']),
);

it.each([
  { answer: 'accept' },
  { answer: 'accept', name: ' Ana ' },
  // Whoever declines leaves the field as it is.
  { answer: 'decline', name: '' },
])('%o is an answer', (answer) => expect(fieldsOf(answer)).toBeUndefined());

it('an answer that is none is said to be that', () => expect(fieldsOf({ answer: '' })).toEqual(['answer']));
