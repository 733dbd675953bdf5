import { z } from 'zod';
import { FLAG_NAMES } from '../domain/flags.ts';
import { ORDER_STATUSES } from '../domain/order/machine.ts';
import { STUCK_STATES } from '../domain/order/stuck.ts';
import { id, Minor, orNull, Position, page, queryNumber, storable } from './common.ts';
import { OfferRecord } from './deliveries.ts';

/** What operators see and do. Bodies and answers of `/v1/admin`. */

export const because = storable(300, 1).meta({ description: 'Why; kept in the audit log' });

// ---- audit log ---------------------------------------------------------------------------------------------------------

export const OPERATOR_ACTIONS = [
  'cancel-order',
  'refund-order',
  'repair-order',
  'assign-delivery',
  'unassign-delivery',
  'waive-proof',
  'pause-restaurant',
  'resume-restaurant',
  'pause-zone',
  'resume-zone',
  'promote-restaurant',
  'set-flag',
  'rebuild-search',
  'pay-out',
  'replay-dead-letters',
  'discard-dead-letter',
  'resend-notification',
] as const;
export type OperatorActionName = (typeof OPERATOR_ACTIONS)[number];

export const OperatorAction = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actor: z.object({ id: z.string(), name: z.string().nullable() }),
    action: z.enum(OPERATOR_ACTIONS),
    subject: z.string().meta({
      description: 'An id, a zone, `flag:NAME`, `dead-letter:ID`, `consumer:NAME` or `notification:ID`',
    }),
    reason: z.string().nullable(),
    before: z.unknown().meta({ description: 'As it was, where something changed' }),
    after: z.unknown().meta({ description: 'As it is since' }),
  })
  .meta({ id: 'OperatorAction' });
export type OperatorAction = z.infer<typeof OperatorAction>;
export const OperatorActionPage = page(OperatorAction).meta({ id: 'OperatorActionPage' });

const MAX_ROW = Number.MAX_SAFE_INTEGER;
export const ActionQuery = z.object({
  limit: queryNumber(1, 100, 'integer').default(20),
  before: queryNumber(1, MAX_ROW, 'integer')
    .optional()
    .meta({ description: 'Id of the last entry of the page before' }),
  subject: z.string().max(60).optional(),
  actor_id: z.string().max(60).optional(),
});
export type ActionQuery = z.infer<typeof ActionQuery>;

// ---- orders that stand still -------------------------------------------------------------------------------------------

export const NextStep = z
  .object({
    do: z.string().meta({ description: 'What to do, in words' }),
    request: z
      .object({
        method: z.enum(['GET', 'POST']),
        path: z.string(),
        body: z.record(z.string(), z.unknown()).optional(),
      })
      .optional()
      .meta({ description: 'The request that does it; fill in what stands in capitals' }),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;

export const StuckOrder = z
  .object({
    orderId: id('order'),
    status: z.enum(ORDER_STATUSES),
    stuck: z.enum(STUCK_STATES),
    since: z.iso.datetime(),
    forSeconds: z.int(),
    why: z.string(),
    next: z.array(NextStep),
    restaurant: z.object({ id: id('restaurant'), name: z.string() }),
    partner: z.object({ id: id('partner'), name: z.string(), phone: z.string().nullable() }).nullable(),
    zone: z.string(),
  })
  .meta({ id: 'StuckOrder' });
export type StuckOrder = z.infer<typeof StuckOrder>;
export const StuckOrders = z
  .object({ data: z.array(StuckOrder), has_more: z.boolean() })
  .meta({ id: 'StuckOrders' });
export type StuckOrders = z.infer<typeof StuckOrders>;
export const StuckQuery = z.object({
  limit: queryNumber(1, 100, 'integer').default(50),
  stuck: z.enum(STUCK_STATES).optional().meta({ description: 'Only those' }),
});
export type StuckQuery = z.infer<typeof StuckQuery>;

// ---- the story of one order --------------------------------------------------------------------------------------------

export const StoryEntry = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum(['order', 'change', 'delivery', 'offer', 'payment', 'ledger', 'operator']),
    what: z.string(),
    by: z.string().nullable().meta({ description: 'Who: a role, or an id' }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'StoryEntry' });
export type StoryEntry = z.infer<typeof StoryEntry>;

export const OrderWorkflowState = z
  .object({
    id: z.string(),
    state: z
      .enum([
        'RUNNING',
        'COMPLETED',
        'FAILED',
        'CANCELLED',
        'TERMINATED',
        'TIMED_OUT',
        'CONTINUED_AS_NEW',
        'GONE',
        'UNKNOWN',
      ])
      .meta({ description: '`GONE`: Temporal has forgotten it; `UNKNOWN`: Temporal does not answer' }),
    events: z.int().nullable(),
    pending: z
      .array(z.object({ activity: z.string(), attempt: z.int(), lastFailure: z.string().nullable() }))
      .meta({ description: 'What it tries to do now' }),
  })
  .meta({ id: 'OrderWorkflowState' });
export type OrderWorkflowState = z.infer<typeof OrderWorkflowState>;

export const OrderStory = z
  .object({
    orderId: id('order'),
    status: z.enum(ORDER_STATUSES),
    totalMinor: Minor,
    currency: z.string(),
    payment: z
      .object({
        provider: z.string(),
        status: z.string(),
        heldMinor: Minor,
        capturedMinor: Minor,
        refundedMinor: Minor,
      })
      .nullable(),
    stuck: orNull(StuckOrder),
    workflow: OrderWorkflowState,
    offers: z
      .array(OfferRecord)
      .meta({ description: 'The last 100, newest first, each with its score and why' }),
    timeline: z.array(StoryEntry).meta({ description: 'Everything that happened, oldest first' }),
  })
  .meta({ id: 'OrderStory' });
export type OrderStory = z.infer<typeof OrderStory>;

// ---- pauses, zones, flags, circuits ------------------------------------------------------------------------------------

export const PauseChange = z
  .strictObject({
    minutes: z
      .int()
      .min(1)
      .max(7 * 24 * 60)
      .meta({ description: 'For how long, from now' }),
    reason: because,
  })
  .meta({ id: 'PauseChange' });
export type PauseChange = z.infer<typeof PauseChange>;
export const Because = z.strictObject({ reason: because }).meta({ id: 'Because' });

export const ZoneId = z
  .string()
  .regex(/^8[0-9a-f]{14}$/, 'must be an H3 cell; GET /v1/admin/zones lists those there are')
  .meta({ description: 'An H3 cell of resolution 5, about 20 km across: what is planned together' });

export const OperatorPause = z
  .object({
    scope: z.string().meta({ description: 'A restaurant or a zone' }),
    until: z.iso.datetime(),
    reason: z.string(),
    actorId: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'OperatorPause' });
export type OperatorPause = z.infer<typeof OperatorPause>;
export const OperatorPauses = z.object({ data: z.array(OperatorPause) }).meta({ id: 'OperatorPauses' });
/** `pause` is null where none is left. */
export const PauseState = z.object({ pause: orNull(OperatorPause) }).meta({ id: 'PauseState' });
export type PauseState = z.infer<typeof PauseState>;

export const Zone = z
  .object({
    id: ZoneId,
    centre: Position,
    restaurants: z.int(),
    openOrders: z.int(),
    searching: z.int().meta({ description: 'Deliveries that nobody has' }),
    pause: orNull(OperatorPause),
  })
  .meta({ id: 'Zone' });
export type Zone = z.infer<typeof Zone>;
export const Zones = z.object({ data: z.array(Zone) }).meta({ id: 'Zones' });
export type Zones = z.infer<typeof Zones>;

export const FeatureFlag = z
  .object({
    name: z.enum(FLAG_NAMES),
    enabled: z.boolean(),
    description: z.string(),
    changedBy: z.string().nullable(),
    changedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FeatureFlag' });
export type FeatureFlag = z.infer<typeof FeatureFlag>;
export const FeatureFlags = z.object({ data: z.array(FeatureFlag) }).meta({ id: 'FeatureFlags' });
export type FeatureFlags = z.infer<typeof FeatureFlags>;
export const FlagName = z.enum(FLAG_NAMES);
export const FlagChange = z
  .strictObject({ enabled: z.boolean(), reason: because })
  .meta({ id: 'FlagChange' });

export const CIRCUIT_STATES = ['closed', 'half-open', 'open'] as const;
export const Circuit = z
  .object({
    process: z.string().meta({ description: 'Name, host and process id' }),
    name: z.string().meta({ description: 'What it guards: `search`, `payment:NAME`' }),
    state: z
      .enum(CIRCUIT_STATES)
      .meta({ description: '`open`: left alone after failures; `half-open`: being tried again' }),
    since: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    meaning: z.string(),
  })
  .meta({ id: 'Circuit' });
export type Circuit = z.infer<typeof Circuit>;
export const Circuits = z.object({ data: z.array(Circuit) }).meta({ id: 'Circuits' });
export type Circuits = z.infer<typeof Circuits>;
