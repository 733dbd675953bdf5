import { expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { assertCursor } from '../../services/page.ts';

it('a cursor that names nothing is the reader’s mistake', async () => {
  const nothing = Promise.reject(new DomainError('not-found', 'There is no such order.'));
  await expect(assertCursor(nothing, 'order of yours')).rejects.toMatchObject({
    code: 'invalid-cursor',
    message: 'starting_after names no order of yours. Start from the first page.',
  });
});

it('a database that is away is not the reader’s mistake', async () => {
  const away = Promise.reject(new Error('connection refused'));
  await expect(assertCursor(away, 'order of yours')).rejects.toThrow('connection refused');
});
