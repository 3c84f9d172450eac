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
