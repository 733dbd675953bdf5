import { createHash, randomBytes } from 'node:crypto';
import type { RedisClient, RedisKeys } from '../../adapters/redis/index.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../auth/tokens.ts';

const TICKET_SECONDS = 30;

/** Whoever may look into Redis must not find what opens a socket. */
const nameOf = (ticket: string) => createHash('sha256').update(ticket).digest('base64url');

/** One-time tickets for WebSockets: browsers cannot send headers there, and a token in an address ends up in logs. */
export function createTickets({ redis, keys }: { redis: RedisClient; keys: RedisKeys }) {
  return {
    async issue(principal: Principal): Promise<{ ticket: string; expiresIn: number }> {
      const ticket = randomBytes(24).toString('base64url');
      await redis.set(keys.ticket(nameOf(ticket)), JSON.stringify(principal), 'EX', TICKET_SECONDS);
      return { ticket, expiresIn: TICKET_SECONDS };
    },

    /** Takes a ticket, so that it opens one socket. @throws DomainError `ticket-invalid` */
    async redeem(ticket: string): Promise<Principal> {
      const found = await redis.getdel(keys.ticket(nameOf(ticket)));
      if (!found)
        throw new DomainError('ticket-invalid', 'This ticket is used up or too old. Ask for a new one.');
      return JSON.parse(found) as Principal;
    },
  };
}
export type Tickets = ReturnType<typeof createTickets>;
