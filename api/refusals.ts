import type { ErrorCode } from '../domain/errors.ts';

/** What pricing a basket may refuse. */
const BASKET = [
  'address-out-of-area',
  'delivery-time-not-possible',
  'feature-off',
  'invalid-options',
  'item-unavailable',
  'kitchen-full',
  'not-found',
  'order-too-large',
  'promo-not-valid',
  'promo-used-up',
  'restaurant-closed',
  'unknown-item',
] as const;
const CARD = ['card-declined', 'payment-unavailable'] as const;
const MOVE = ['illegal-transition'] as const;
const CHANGE = ['change-not-open', 'illegal-transition'] as const;
const ITEM = ['menu-full', 'unknown-category'] as const;
/** A partner's step somewhere, where the geofence may look. */
const STEP = ['illegal-transition', 'too-far-away'] as const;
const OFFER = ['offer-not-live', 'partner-busy'] as const;

/**
 * What each route may refuse beside what follows from its shape (token, role, fields, `If-Match` …: refusal-answers.ts adds
 * that). The tests fail when an answer has a code that stands neither here nor there.
 */
export const REFUSALS: Record<string, readonly ErrorCode[]> = {
  'POST /v1/auth/sign-up': ['email-taken', 'too-busy'],
  'POST /v1/auth/login': ['login-failed', 'too-busy'],
  'POST /v1/auth/refresh': ['refresh-invalid', 'session-ended'],
  'POST /v1/restaurant/staff': ['email-taken', 'staff-full', 'too-busy'],
  'PATCH /v1/restaurant/staff/{id}': ['last-owner'],
  'DELETE /v1/restaurant/staff/{id}': ['last-owner'],
  'POST /v1/restaurant/keys': ['keys-full'],
  'POST /v1/restaurant/webhooks': ['webhook-url-refused', 'webhooks-full'],
  'PATCH /v1/restaurant/webhooks/{id}': ['webhook-url-refused'],
  'POST /v1/restaurant/webhooks/{id}/test': ['webhook-disabled'],
  'POST /v1/restaurant/webhooks/{id}/replay': ['webhook-disabled'],
  'POST /v1/restaurant/webhooks/{id}/messages/{message}/replay': ['webhook-disabled'],
  'GET /v1/user': ['not-found'],
  'GET /v1/realtime': ['origin-refused', 'session-ended', 'ticket-invalid'],
  'POST /v1/webhooks/{provider}': ['webhook-refused'],
  'POST /v1/webhooks/twilio': ['not-found', 'webhook-refused'],
  'POST /v1/webhooks/mail-bounces': ['not-found', 'webhook-refused'],

  'POST /v1/quotes': BASKET,
  'POST /v1/orders': [...BASKET, ...CARD, 'quote-expired'],
  'PUT /v1/orders/{id}/tip': [...CARD, ...MOVE, 'tip-change-pending', 'tip-closed'],
  'PUT /v1/orders/{id}/rating': [...MOVE, 'rating-closed'],
  'GET /v1/orders/{id}/rating': MOVE,
  'POST /v1/orders/{id}/changes/{number}/approve': CHANGE,
  'POST /v1/orders/{id}/changes/{number}/refuse': CHANGE,
  'POST /v1/orders/{id}/cancel': MOVE,

  'POST /v1/orders/{id}/accept': MOVE,
  'POST /v1/orders/{id}/reject': MOVE,
  'POST /v1/orders/{id}/prepare': MOVE,
  'POST /v1/orders/{id}/ready': [...MOVE, 'change-pending'],
  'POST /v1/orders/{id}/changes': [
    'change-above-hold',
    'change-not-open',
    'change-pending',
    'illegal-transition',
    'invalid-options',
    'item-unavailable',
    'unknown-item',
  ],
  'POST /v1/orders/{id}/changes/{number}/withdraw': CHANGE,
  'PUT /v1/menu/categories': ['category-not-empty', 'unknown-category'],
  'POST /v1/menu/items': ITEM,
  'PATCH /v1/menu/items/{id}': ITEM,
  'POST /v1/menu/import': ['import-invalid', 'menu-full'],
  'PUT /v1/images/{name}': ['invalid-image'],

  'POST /v1/deliveries/offers/{id}/accept': OFFER,
  'POST /v1/deliveries/offers/{id}/decline': OFFER,
  'POST /v1/deliveries/{id}/arrive-at-restaurant': STEP,
  'POST /v1/deliveries/{id}/arrive-at-customer': STEP,
  'POST /v1/deliveries/{id}/pick-up': STEP,
  'POST /v1/deliveries/{id}/deliver': [...STEP, 'pin-locked', 'pin-wrong', 'proof-missing'],
  'POST /v1/deliveries/{id}/fail': MOVE,
  'POST /v1/deliveries/{id}/return': MOVE,
  'POST /v1/deliveries/{id}/drop-out': MOVE,

  'POST /v1/admin/orders/{id}/refunds': [...MOVE, 'refund-repeated'],
  'POST /v1/admin/deliveries/{id}/assign': [...MOVE, 'partner-busy', 'partner-off-shift'],
  'POST /v1/admin/deliveries/{id}/unassign': MOVE,
  'POST /v1/admin/deliveries/{id}/waive-proof': MOVE,

  'POST /v1/admin/payloads/decode': ['payload-unreadable'],
  'GET /v1/admin/reports/orders': ['report-too-large'],
  'POST /v1/admin/dead-letters/{id}/replay': ['dead-letter-closed'],
  'POST /v1/admin/dead-letters/{id}/discard': ['dead-letter-closed'],
  'POST /v1/admin/notifications/{id}/resend': ['already-sent'],
};
