import { describe, expect, it } from 'vitest';
import type { Move } from '../../workflows/messages.ts';
import { readMove } from '../../workflows/read-move.ts';

describe('a move typed by hand', () => {
  it('means its usual actor, and the books say that it was made by hand', () => {
    const byHand = {
      actor: 'restaurant',
      actorId: 'by hand in Temporal',
      reason: undefined,
      cause: undefined,
    };
    expect(readMove(undefined, 'accept', 'restaurant')).toEqual(byHand);
    expect(readMove({}, 'accept', 'restaurant')).toEqual(byHand);
  });

  it('may name its actor and reason', () => {
    expect(readMove({ actor: 'customer', reason: 'called' }, 'cancel', 'operator')).toEqual({
      actor: 'customer',
      actorId: undefined,
      reason: 'called',
      cause: undefined,
    });
  });

  it.each([
    ['a text', 'customer'],
    ['a list', []],
    ['an actor nobody knows', { actor: 'chef' }],
    ['an actor that is no word', { actor: { type: 'partner' } }],
    ['the system, which is nobody', { actor: 'system' }],
    ['a reason that is a number', { reason: 7 }],
    ['a reason that cannot be stored', { reason: 'a\0b' }],
    ['a cause that belongs to another move', { cause: 'damaged' }],
    ['a reason as long as a book', { reason: 'x'.repeat(301) }],
  ])('is refused when it is %s', (_what, payload) => {
    expect(() => readMove(payload as Move, 'cancel', 'operator')).toThrow(
      expect.objectContaining({ type: 'invalid-request' }),
    );
  });

  it.each([
    ['without its cause', {}],
    ['with a cause nobody knows', { cause: 'dog' }],
  ])('is refused as a failed delivery %s', (_what, payload) => {
    expect(() => readMove(payload as Move, 'fail', 'partner')).toThrow(
      expect.objectContaining({ type: 'invalid-request' }),
    );
  });
});
