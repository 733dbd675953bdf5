import { describe, expect, it } from 'vitest';
import { isOutage, outageProblem } from '../../api/outage.ts';

const coded = (code: string, message = 'it did not work') => Object.assign(new Error(message), { code });
const named = (name: string) => Object.assign(new Error('it did not work'), { name });

const OUTAGES: [string, Error][] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND'].map((code): [string, Error] => [
    code,
    coded(code),
  ]),
  ...['57P01', '57P02', '57P03', '08000', '08006', '53300', '25006'].map((code): [string, Error] => [
    `SQLSTATE ${code}`,
    coded(code),
  ]),
  ...[
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Query read timeout',
    'Command timed out',
    'Connection is closed.',
    "Stream isn't writeable and enableOfflineQueue options is false",
    'LOADING Redis is loading the dataset in memory',
    "READONLY You can't write against a read only replica.",
  ].map((message): [string, Error] => [message, new Error(message)]),
  ['MaxRetriesPerRequestError', named('MaxRetriesPerRequestError')],
  ['a refusal by each address of a host', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
  ['an error caused by one', new Error('query failed', { cause: coded('ECONNRESET') })],
];

const OTHERS: [string, unknown][] = [
  ['a unique violation', coded('23505')],
  ['a statement that took too long', coded('57014')],
  ['a syntax error', coded('42601')],
  ['a wrong type in Redis', new Error('WRONGTYPE Operation against a key')],
  ['a bug', new TypeError("Cannot read properties of undefined (reading 'id')")],
  ['something that is no error', 'ECONNREFUSED'],
];

describe('an outage', () => {
  it.each(OUTAGES)('is %s', (_what, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each(OTHERS)('is not %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });

  it('is told as service-unavailable, with what to do', () => {
    expect(outageProblem()).toMatchObject({
      code: 'service-unavailable',
      message: expect.stringContaining('again in a few seconds'),
    });
  });
});
