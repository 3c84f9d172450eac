import { describe, expect, it } from 'vitest';
import { createLog, scrub } from './log.ts';

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog({ write: (line) => void (text += line) }));
  return text;
}

describe('the log', () => {
  it('keeps the facts of a request', () => {
    const line = linesOf((log) =>
      log.child({ requestId: 'r-1' }).info({ route: '/(app)/trabajo', status: 200, ms: 12 }),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      requestId: 'r-1',
      route: '/(app)/trabajo',
      status: 200,
      ms: 12,
    });
  });

  it('leaves out personal fields at every depth it is given', () => {
    const secret = { email: 'a@b.mx', password: 'p', token_hash: 't', ip: '10.0.0.1', name: 'N' };
    const line = JSON.parse(linesOf((log) => log.info({ ...secret, a: secret, b: { c: secret }, ok: 1 })));
    expect(line).toEqual({ level: 'info', time: line.time, a: {}, b: { c: {} }, ok: 1 });
  });

  it('scrubs messages and errors', () => {
    const error = Object.assign(new Error('Key (email)=(persona@ong.mx) exists'), {
      code: '23505',
      data: 'persona@ong.mx',
    });
    const line = linesOf((log) =>
      log.error({ err: error }, 'GET /auth/confirm?token_hash=abc from 192.168.1.7'),
    );
    expect(line).not.toMatch(/persona@ong|token_hash|192\.168/);
    expect(JSON.parse(line)).toMatchObject({
      msg: 'GET /auth/confirm?[query] from [address]',
      err: { type: 'Error', code: '23505', message: 'Key (email)=([e-mail]) exists' },
    });
  });

  it.each([
    [
      { code: '42703', message: 'column people.x does not exist', details: 'D', hint: 'H' },
      { code: '42703', message: 'column people.x does not exist' },
    ],
    [
      { code: 'HTTP 431', message: '' },
      { code: 'HTTP 431', message: '' },
    ],
    [
      { code: 'XX000', message: 'of ana@ong.mx' },
      { code: 'XX000', message: 'of [e-mail]' },
    ],
    [
      { code: '22P02', message: 'invalid input syntax for type uuid: "Ana "la" Pérez"' },
      { code: '22P02', message: 'invalid input syntax for type uuid: "[value]"' },
    ],
    [
      { code: 'PGRST100', message: '"failed to parse filter (eqq.Ana)" (line 1, column 1)' },
      { code: 'PGRST100', message: '"[value]" (line 1, column 1)' },
    ],
    [{ display_name: 'Ana' }, {}],
    ['Ana', { type: 'string' }],
  ])('says of an error that the database answered its code and message, and no more: %o', (error, told) => {
    const line = JSON.parse(linesOf((log) => log.error({ err: error })));
    expect(line.err).toEqual({ type: 'object', ...told });
  });

  it('says of an error of Postgres no value, in its place neither', () => {
    const error = Object.assign(new Error('invalid input value for enum sector: "Ana Pérez"'), {
      code: '22P02',
    });
    const line = linesOf((log) => log.error({ err: error }, 'not written down'));
    expect(line).not.toContain('Ana');
    expect(JSON.parse(line).err).toMatchObject({
      type: 'Error',
      message: 'invalid input value for enum sector: "[value]"',
      stack: expect.stringMatching(/^ {4}at /),
    });
  });
});

it.each([
  ['from 2001:db8::1 and ::1 now', 'from [address] and [address] now'],
  ['from fe80:0:0:0:1:2:3:4', 'from [address]'],
  ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1', 'Bearer [token]'],
  ['niña@organización.mx', '[e-mail]'],
  ['at 22:48:11, file:12:7, std::cout', 'at 22:48:11, file:12:7, std::cout'],
])('scrub %j', (text, expected) => {
  expect(scrub(text)).toBe(expected);
});
