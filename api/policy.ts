import type { Role, Scope } from '../contracts/auth.ts';
import type { RatePolicy } from '../services/rate-limit/policies.ts';

/**
 * Who may call what, about whose objects. A route without a row stops the process at its start. The middleware `guard` holds to
 * roles, scopes and rates; whose object it is, the query that reads it decides, and tests/integration/access-matrix.test.ts
 * tries every route as everybody.
 */

/** A role; of a restaurant's people the part they play there. */
export type Caller = 'customer' | 'owner' | 'manager' | 'kitchen' | 'partner' | 'admin';

/**
 * Whose object the address names. To everybody else it does not exist: the answer is the same 404. Operators see all.
 *
 * - `none`: it names no object, or one for everybody to see
 * - `own`: what is asked about belongs to the caller, who can name nothing else
 * - `order`: the customer's, the restaurant's or the carrying partner's
 * - `delivery`, `offer`: the partner's; `item`, `staff`, `key`, `webhook`: the restaurant's; `payout`: whose it is
 */
export type Ownership =
  | 'none'
  | 'own'
  | 'order'
  | 'delivery'
  | 'offer'
  | 'item'
  | 'staff'
  | 'key'
  | 'webhook'
  | 'payout';

export type Row = {
  /**
   * `everybody`: no token is looked at, so that an old one hinders nobody; `visitors`: may come without, but a token that is
   * sent must be good.
   */
  by: 'everybody' | 'visitors' | readonly Caller[];
  of: Ownership;
  /** What a service key needs for it; without, keys cannot do it. */
  scope?: Scope;
  /** Whose budget a request is charged to; reads and writes have usual ones. */
  rate?: RatePolicy | 'unlimited';
};

const customer = ['customer'] as const;
const partner = ['partner'] as const;
const admin = ['admin'] as const;
const owner = ['owner'] as const;
const manager = ['owner', 'manager'] as const;
const kitchen = ['owner', 'manager', 'kitchen'] as const;
const people = ['customer', ...kitchen, 'partner', 'admin'] as const;

const machine: Row = { by: 'everybody', of: 'none', rate: 'unlimited' };
const document: Row = { by: 'everybody', of: 'none' };
const login: Row = { by: 'everybody', of: 'none', rate: 'login' };
/** From providers, who prove who they are in ways of their own. */
const webhook: Row = { by: 'everybody', of: 'none', rate: 'webhook' };
const search: Row = { by: 'visitors', of: 'none', rate: 'search' };
const move: Row = { by: kitchen, of: 'order', scope: 'orders:write' };
const menuChange: Row = { by: manager, of: 'own', scope: 'menu:write' };
const webhooks = { by: manager, scope: 'webhooks:manage' } as const;
const delivery: Row = { by: partner, of: 'delivery' };
/** What a restaurant earned is its owner's business. */
const payout: Row = { by: ['owner', 'partner', 'admin'], of: 'payout' };
const operators: Row = { by: admin, of: 'none' };

export const POLICY: Record<string, Row> = {
  'GET /health': machine,
  'GET /ready': machine,
  'GET /openapi.json': document,
  'GET /openapi/:file': document,
  'GET /asyncapi.json': document,
  'GET /docs': document,
  'GET /docs/:file': document,
  // Never in production.
  'GET /dev/inbox': document,
  'GET /dev/inbox/messages': document,
  'GET /.well-known/jwks.json': { by: 'everybody', of: 'none' },
  'GET /images/:name': { by: 'everybody', of: 'none' },
  'POST /v1/webhooks/:provider': webhook,
  'POST /v1/webhooks/twilio': webhook,
  'POST /v1/webhooks/mail-bounces': webhook,

  'POST /v1/auth/sign-up': login,
  'POST /v1/auth/login': login,
  'POST /v1/auth/refresh': { by: 'everybody', of: 'none' },
  'POST /v1/auth/logout': { by: people, of: 'own' },
  'POST /v1/auth/logout-everywhere': { by: people, of: 'own' },
  'GET /v1/user': { by: people, of: 'own' },
  'GET /v1/realtime': { by: 'everybody', of: 'own' },
  'POST /v1/realtime/tickets': { by: people, of: 'own', scope: 'orders:read' },

  'GET /v1/user/notification-preferences': { by: people, of: 'own' },
  'PUT /v1/user/notification-preferences': { by: people, of: 'own' },
  'GET /v1/user/push-subscriptions': { by: people, of: 'own' },
  'POST /v1/user/push-subscriptions': { by: people, of: 'own' },
  'DELETE /v1/user/push-subscriptions/:id': { by: people, of: 'own' },

  'GET /v1/restaurants/:id': { by: 'visitors', of: 'none' },
  'GET /v1/restaurants/:id/menu': { by: 'visitors', of: 'none' },
  'GET /v1/search': search,
  'GET /v1/search/items': search,
  'GET /v1/search/filters': search,
  'GET /v1/search/suggestions': search,
  'GET /v1/recommendations': { by: customer, of: 'own', rate: 'search' },

  'POST /v1/quotes': { by: customer, of: 'own' },
  'POST /v1/orders': { by: customer, of: 'own' },
  'GET /v1/orders': { by: people, of: 'own', scope: 'orders:read' },
  'GET /v1/orders/:id': { by: people, of: 'order', scope: 'orders:read' },
  'GET /v1/orders/:id/status': { by: people, of: 'order', scope: 'orders:read' },
  'POST /v1/orders/:id/cancel': {
    by: ['customer', ...kitchen, 'admin'],
    of: 'order',
    scope: 'orders:write',
  },
  'POST /v1/orders/:id/changes': move,
  'POST /v1/orders/:id/changes/:number/approve': { by: customer, of: 'order' },
  'POST /v1/orders/:id/changes/:number/refuse': { by: customer, of: 'order' },
  'POST /v1/orders/:id/changes/:number/withdraw': move,
  'PUT /v1/orders/:id/tip': { by: customer, of: 'order' },
  'PUT /v1/orders/:id/rating': { by: customer, of: 'order' },
  'GET /v1/orders/:id/rating': { by: customer, of: 'order' },
  'POST /v1/orders/:id/accept': move,
  'POST /v1/orders/:id/reject': move,
  'POST /v1/orders/:id/prepare': move,
  'POST /v1/orders/:id/ready': move,

  'GET /v1/restaurant': { by: kitchen, of: 'own', scope: 'restaurant:read' },
  'PATCH /v1/restaurant': { by: manager, of: 'own' },
  // What happens at the stove right now, and ends by itself, is the kitchen's: pauses, busy times, what has run out.
  'PUT /v1/restaurant/pause': { by: kitchen, of: 'own' },
  'DELETE /v1/restaurant/pause': { by: kitchen, of: 'own' },
  'PUT /v1/restaurant/busy': { by: kitchen, of: 'own' },
  'GET /v1/restaurant/ratings': { by: manager, of: 'own' },
  'GET /v1/restaurant/staff': { by: owner, of: 'own' },
  'POST /v1/restaurant/staff': { by: owner, of: 'own' },
  'PATCH /v1/restaurant/staff/:id': { by: owner, of: 'staff' },
  'DELETE /v1/restaurant/staff/:id': { by: owner, of: 'staff' },
  'GET /v1/restaurant/keys': { by: owner, of: 'own' },
  'POST /v1/restaurant/keys': { by: owner, of: 'own' },
  'DELETE /v1/restaurant/keys/:id': { by: owner, of: 'key' },
  'GET /v1/restaurant/webhooks': { ...webhooks, of: 'own' },
  'POST /v1/restaurant/webhooks': { ...webhooks, of: 'own' },
  'PATCH /v1/restaurant/webhooks/:id': { ...webhooks, of: 'webhook' },
  'DELETE /v1/restaurant/webhooks/:id': { ...webhooks, of: 'webhook' },
  'POST /v1/restaurant/webhooks/:id/rotate-secret': { ...webhooks, of: 'webhook' },
  'POST /v1/restaurant/webhooks/:id/test': { ...webhooks, of: 'webhook' },
  'POST /v1/restaurant/webhooks/:id/replay': { ...webhooks, of: 'webhook' },
  'GET /v1/restaurant/webhooks/:id/messages': { ...webhooks, of: 'webhook' },
  'GET /v1/restaurant/webhooks/:id/messages/:message': { ...webhooks, of: 'webhook' },
  'POST /v1/restaurant/webhooks/:id/messages/:message/replay': { ...webhooks, of: 'webhook' },
  'GET /v1/menu': { by: kitchen, of: 'own', scope: 'menu:read' },
  'PUT /v1/menu/categories': menuChange,
  'POST /v1/menu/items': menuChange,
  'PATCH /v1/menu/items/:id': { ...menuChange, of: 'item' },
  'DELETE /v1/menu/items/:id': { ...menuChange, of: 'item' },
  'PUT /v1/menu/items/:id/stock': { by: kitchen, of: 'item', scope: 'menu:write' },
  'POST /v1/menu/import': menuChange,
  'POST /v1/images': { by: [...manager, 'admin'], of: 'none', scope: 'menu:write' },
  'PUT /v1/images/:name': { by: [...manager, 'admin'], of: 'none', scope: 'menu:write' },

  'GET /v1/partner': { by: partner, of: 'own' },
  'GET /v1/partner/shift': { by: partner, of: 'own' },
  'PUT /v1/partner/shift': { by: partner, of: 'own' },
  'GET /v1/earnings': { by: partner, of: 'own' },
  'GET /v1/earnings/deliveries': { by: partner, of: 'own' },
  'GET /v1/deliveries': { by: partner, of: 'own' },
  'POST /v1/deliveries/offers/:id/accept': { by: partner, of: 'offer' },
  'POST /v1/deliveries/offers/:id/decline': { by: partner, of: 'offer' },
  'POST /v1/deliveries/:id/arrive-at-restaurant': delivery,
  'POST /v1/deliveries/:id/pick-up': delivery,
  'POST /v1/deliveries/:id/arrive-at-customer': delivery,
  'POST /v1/deliveries/:id/deliver': delivery,
  'POST /v1/deliveries/:id/fail': delivery,
  'POST /v1/deliveries/:id/return': delivery,
  'POST /v1/deliveries/:id/drop-out': delivery,

  'GET /v1/payouts': { by: ['owner', 'partner', 'admin'], of: 'own' },
  'GET /v1/payouts/:id': payout,
  'GET /v1/payouts/:id/statement.csv': payout,
  'GET /v1/payouts/:id/statement.pdf': payout,
  'POST /v1/admin/payouts': operators,
  'GET /v1/admin/orders/stuck': operators,
  'GET /v1/admin/orders/:id/story': operators,
  'GET /v1/admin/actions': operators,
  'GET /v1/admin/zones': operators,
  'GET /v1/admin/pauses': operators,
  'POST /v1/admin/zones/:id/pause': operators,
  'POST /v1/admin/zones/:id/resume': operators,
  'POST /v1/admin/restaurants/:id/pause': operators,
  'POST /v1/admin/restaurants/:id/resume': operators,
  'GET /v1/admin/flags': operators,
  'PUT /v1/admin/flags/:name': operators,
  'GET /v1/admin/circuits': operators,
  'GET /v1/admin/reports/orders': operators,
  // Temporal's pages ask once for each event that they show.
  'POST /v1/admin/payloads/decode': { ...operators, rate: 'read' },
  'POST /v1/admin/payloads/encode': { ...operators, rate: 'read' },
  'GET /v1/admin/outbox': operators,
  'GET /v1/admin/dead-letters': operators,
  'GET /v1/admin/dead-letters/:id': operators,
  'POST /v1/admin/dead-letters/:id/replay': operators,
  'POST /v1/admin/dead-letters/replay': operators,
  'POST /v1/admin/dead-letters/:id/discard': operators,
  'GET /v1/admin/notifications': operators,
  'POST /v1/admin/notifications/:id/resend': operators,
  'GET /v1/admin/deliveries': operators,
  'GET /v1/admin/deliveries/:id': operators,
  'POST /v1/admin/deliveries/:id/assign': operators,
  'POST /v1/admin/deliveries/:id/unassign': operators,
  'POST /v1/admin/deliveries/:id/waive-proof': operators,
  'GET /v1/admin/orders/:id/ledger': operators,
  'POST /v1/admin/orders/:id/refunds': operators,
  'GET /v1/admin/payments/differences': operators,
  'PUT /v1/admin/restaurants/:id/promotion': operators,
  'POST /v1/admin/search/reindex': operators,
  'GET /v1/admin/search/reindex': operators,
};

/** Makes sure that nothing is open by mistake. @throws Error that names the routes without a row */
export function checkPolicy(routes: readonly { method: string; path: string }[]): void {
  const without = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !(name in POLICY));
  if (without.length > 0)
    throw new Error(`api/policy.ts has no row for ${[...new Set(without)].join(', ')}.`);
}

const roleOf = (caller: Caller): Role =>
  caller === 'owner' || caller === 'manager' || caller === 'kitchen' ? 'restaurant' : caller;

/** A route of the documents, such as `get /v1/orders/{id}`, as it is called here. */
export const routeName = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/\{([^}]+)\}/g, ':$1')}`;

/** The roles that a route of the documents, such as `get /v1/orders/{id}`, lets pass; none: whoever comes. */
export function rolesOf(method: string, path: string): readonly Role[] {
  const by = POLICY[routeName(method, path)]?.by;
  return by === undefined || typeof by === 'string' ? [] : [...new Set(by.map(roleOf))];
}
