import type { ClientFrame } from '../../contracts/realtime.ts';
import type { Shift } from '../../domain/delivery/shift.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Position } from '../../domain/geo.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { DeliveryService } from '../../services/delivery/index.ts';
import type { Locations } from '../../services/delivery/locations.ts';
import type { PartnerService } from '../../services/partner/index.ts';
import type { Tracking } from '../../services/partner/tracking.ts';
import type { NewFrame } from '../../services/realtime/frames.ts';
import type { OrderCommands } from '../order-commands.ts';
import type { LocationIntake } from './location-intake.ts';

export type ConversationDeps = {
  intake: LocationIntake;
  locations: Locations;
  tracking: Tracking;
  partners: PartnerService;
  deliveries: DeliveryService;
  commands: OrderCommands;
};

/** What is said over one socket. */
export type Conversation = {
  /** @throws DomainError what the frame is refused with */
  say(frame: ClientFrame): Promise<void>;
  /** Takes note of what the server sends over this socket. */
  hear(frame: NewFrame): void;
  end(): void;
};

/** Everybody but partners listens, and may send heartbeats to keep the connection open. */
const listening: Conversation = {
  async say({ type }) {
    if (type === 'heartbeat') return;
    throw new DomainError('wrong-role', `Only delivery partners send ${type}; send heartbeat or nothing.`);
  },
  hear() {},
  end() {},
};

/** Where somebody is, is repeated when their shift changes, if they said it just now: heartbeats come every 10 s. */
const FRESH_MS = 12_000;

/**
 * The conversation with a partner. Shift and deliveries are read once, when the first position comes, and again when the server
 * has sent news of them, so that positions cost no query. An app that begins its shift and says where it is in one breath is
 * found at once: positions wait for the changes of shift that were asked for before them.
 */
function withPartner(partnerId: string, deps: ConversationDeps): Conversation {
  const { intake, locations, tracking, partners, deliveries, commands } = deps;
  let position: Position | undefined;
  let heardAt = 0;
  let ended = false;
  let shift: Promise<Shift> | undefined;
  /** The last change of shift asked for over this socket. They are made in the order in which they came. */
  let changing: Promise<unknown> = Promise.resolve();

  /** The partner's shift; a failure is forgotten, so that the next frame asks again. */
  function currentShift(): Promise<Shift> {
    if (!tracking.follows(partnerId)) shift = undefined; // another socket of theirs has closed
    shift ??= Promise.all([partners.readShift(partnerId), tracking.follow(partnerId)]).then(
      ([{ status }]) => status,
    );
    shift.catch(() => {
      shift = undefined;
    });
    return shift;
  }

  async function changeShift(to: Shift): Promise<void> {
    try {
      await partners.setShift(partnerId, to);
    } finally {
      // Also when that failed half-way, or when news of a later change was here before this answer.
      shift = undefined;
    }
  }

  /** Hands the last position on, by the shift as it is now. */
  async function report(): Promise<void> {
    await changing;
    if (ended || !position) return;
    const asked = currentShift();
    const status = await asked;
    if (ended) return;
    // News of it came meanwhile.
    if (shift !== asked) return report();
    if (status === 'OFFLINE' && !tracking.carries(partnerId)) {
      throw new DomainError(
        'off-shift',
        'Your shift is over, so nobody needs to know where you are. Send the frame shift to begin.',
      );
    }
    intake.add({ partnerId, position, online: status === 'ONLINE' });
  }

  return {
    async say(frame) {
      switch (frame.type) {
        case 'location':
          position = frame.data;
          heardAt = Date.now();
          return report();
        case 'heartbeat':
          if (!position)
            throw new DomainError('invalid-request', 'Send a location first: a heartbeat repeats it.');
          heardAt = Date.now();
          return report();
        case 'shift': {
          const changed = changing.then(() => changeShift(frame.data.status));
          changing = changed.catch(() => {});
          return changed;
        }
        default: {
          const { offerId } = frame.data;
          const searches = await deliveries.searchesOfOffer(offerId, partnerId);
          await commands.answerOffer(searches, { partnerId, accept: frame.type === 'offer.accept' });
        }
      }
    },
    hear({ type, data }) {
      if (type === 'shift.updated') {
        shift = Promise.resolve(data.status);
        // Who may be found is another question now: the next position is written as a first one, and so is the last one, which
        // was dropped here or refused while we did not know.
        locations.forget(partnerId);
        intake.drop(partnerId);
        // Positions may have been written between the change and its news.
        if (data.status !== 'ONLINE') locations.leave(partnerId).catch(() => {});
        if (Date.now() - heardAt < FRESH_MS) report().catch(() => {});
      }
      // A partner who cannot ride is paused with the delivery they gave back; and what was lost may have been anything.
      if (type === 'resync' || (type === 'delivery.updated' && data.action === 'dropOut')) shift = undefined;
      // Before the first position nothing was read, so nothing is out of date.
      if (type === 'delivery.updated' && shift) tracking.follow(partnerId).catch(() => {});
    },
    end() {
      ended = true;
      locations.forget(partnerId);
      tracking.unfollow(partnerId);
    },
  };
}

export const createConversation = ({ id, role }: Principal, deps: ConversationDeps): Conversation =>
  role === 'partner' ? withPartner(id, deps) : listening;
