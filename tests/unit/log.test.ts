import { describe, expect, it } from 'vitest';
import { createLog } from '../../log.ts';
import { withoutMessage } from '../../workers/runtime.ts';

/** What a line of the log says. */
function lineOf(write: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  write(createLog('test', 'debug', { write: (line) => void lines.push(line) }));
  const text = lines.join('');
  return { text, line: JSON.parse(text) as Record<string, never> };
}

describe('the log', () => {
  it.each([
    'aino.korpela+food@example.com',
    '+358401234567',
    '040 123 4567',
    'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjdXNfMSJ9.c2lnbmF0dXJl',
    'tfr_c2VjcmV0c2VjcmV0',
    'tfk_01jd7zk0f8e9vbq3n4m5p6r7st_c2VjcmV0',
    'tok_visa',
    '4242 4242 4242 4242',
  ])('never shows %s, in whatever it stands', (secret) => {
    const error = new Error(`could not write ${secret}`, { cause: new Error(secret) });
    for (const { text } of [
      lineOf((log) => log.info(`about ${secret}`)),
      lineOf((log) => log.info({ what: [`it was ${secret}`] }, 'x')),
      lineOf((log) => log.error({ err: error }, 'x')),
    ])
      expect(text).not.toContain(secret);
  });

  it.each([
    'password',
    'authorization',
    'refreshToken',
    'email',
    'phone',
    'street',
    'note',
    'pin',
    'passwordHash',
  ])('never shows what is called %s', (name) => {
    const { text } = lineOf((log) => log.info({ deep: { body: { [name]: 'Mannerheimintie' } } }, 'x'));
    expect(text).not.toContain('Mannerheimintie');
    expect(text).toContain('[redacted]');
  });

  it('shows of a database’s error what finds its cause, and not the row', () => {
    const error = Object.assign(
      new Error('duplicate key value violates unique constraint "users_email_key"'),
      {
        code: '23505',
        constraint: 'users_email_key',
        table: 'users',
        detail: 'Failing row contains (Aino Korpela, Mannerheimintie 5).',
        where: 'COPY users, line 1: "Aino Korpela"',
        parameters: ['Aino Korpela'],
      },
    );
    const { text, line } = lineOf((log) => log.error({ err: error }, 'x'));
    expect(text).not.toMatch(/Aino|Mannerheimintie/);
    expect(line.err).toMatchObject({ code: '23505', constraint: 'users_email_key', table: 'users' });
  });

  it('hides the credentials of a server’s address', () => {
    const { text } = lineOf((log) => log.info({ url: 'postgres://tiffin:hunter2@db.example/tiffin' }, 'x'));
    expect(text).not.toContain('hunter2');
    expect(text).toContain('db.example');
  });

  it('leaves ids, addresses of routes and times as they are', () => {
    const fields = {
      requestId: '0b7f5f7e-8d1c-4f7c-9d5e-2f5a1c3b4d5e',
      path: '/v1/orders/ord_01jd7zk0f8e9vbq3n4m5p6r7st/accept',
      at: '2026-11-26T01:02:03.004Z',
      offset: '1234567',
      status: 200,
    };
    expect(lineOf((log) => log.info(fields, 'request')).line).toMatchObject({ ...fields, msg: 'request' });
  });
});

describe('what the Temporal SDK says of a failure', () => {
  it('is logged with its kind and place, and not with what it says', () => {
    const cause = Object.assign(new Error('no row for Aino Korpela'), { code: 'P0001' });
    const error = Object.assign(new Error('Aino Korpela\nhas no money', { cause }), {
      type: 'card-declined',
    });
    const { text, line } = lineOf((log) => log.warn({ error: withoutMessage(error) }, 'Activity failed'));
    expect(text).not.toMatch(/Aino|money/);
    expect(line.error).toMatchObject({
      type: 'card-declined',
      at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      cause: { type: 'Error', code: 'P0001' },
    });
    expect(withoutMessage('Aino Korpela')).toBeUndefined();
  });
});
