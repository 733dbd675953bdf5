/** What the OpenAPI documents say beyond their routes. */

import type { Role } from '../contracts/auth.ts';

const CONVENTIONS = `- **Log in** at \`POST /v1/auth/login\` and send the access token as \`Authorization: Bearer …\`; refresh it at \`POST /v1/auth/refresh\`.
  Browsing needs none. Programs of a restaurant send a service key in its place.
- **Budgets**: \`RateLimit\` says how many requests are left, \`Retry-After\` when to come again after a 429.
- **Errors** are \`application/problem+json\` (RFC 9457). \`code\` is stable and meant for programs, \`detail\` says what to do next.
  Each answer lists the codes it may have. \`X-Request-Id\` names a request when you ask us about it.
- **Money** is in minor units (cents). Prices come from the server; nothing a client sends about them is read.
- **Repeated requests**: where an \`Idempotency-Key\` is required, the same key and body get the same answer, and another body is
  422 \`idempotency-key-reused\`. Moves take one too: the move is not made twice.
- **Edits** of menus and restaurants send the \`ETag\` they have seen as \`If-Match\`: without it 428, after somebody else's edit 412.
- **Pages**: ask for the next with \`starting_after\` = the last element's id while \`has_more\`. Searches have a \`cursor\` instead, the audit log \`before\`.
- **Too many requests** are 429, a server of ours that is away is 503; both say in \`Retry-After\` when to come back.
- **Live news** come over the WebSocket \`/v1/realtime\`; its frames are in the AsyncAPI document, \`/asyncapi.json\`.
- **Cards** are tokens of the payment provider. Card numbers are refused in every field.`;

export const TAGS = [
  { name: 'Auth', description: 'Logging in, and who you are' },
  { name: 'Customer', description: 'Finding restaurants, pricing and placing orders' },
  { name: 'Orders', description: 'What every role does with the orders it sees' },
  { name: 'Restaurant', description: 'The kitchen’s moves, the restaurant and its menu' },
  { name: 'Webhooks', description: 'Programs of a restaurant that are told of what happens' },
  { name: 'Partner', description: 'Offers, and the delivery’s way to the door' },
  { name: 'Payouts', description: 'What restaurants and partners were paid' },
  { name: 'Realtime', description: 'The WebSocket of every app' },
  { name: 'Notifications', description: 'What you are told, in which language, how and when' },
  { name: 'Admin', description: 'What operators see, and do by hand' },
  { name: 'Operations', description: 'For orchestrators and monitoring' },
];

/** One document for each gateway. `role` none: what needs no token. `tags`: what it shows besides of what needs no token. */
type Gateway = { title: string; role?: Role; tags: string[]; description: string };

export const GATEWAYS = {
  public: {
    title: 'Tiffin: without an account',
    tags: [],
    description: 'What needs no token: logging in, browsing restaurants and menus, health.',
  },
  customer: {
    title: 'Tiffin for customers',
    role: 'customer',
    tags: ['Auth', 'Customer', 'Realtime'],
    description:
      'For apps of people who order: search, read a menu, ask for a quote, place the order, follow it to the door, tip and rate.',
  },
  restaurant: {
    title: 'Tiffin for restaurants',
    role: 'restaurant',
    tags: ['Auth', 'Restaurant', 'Realtime'],
    description:
      'For kitchens: accept, cook and hand over orders, ask for changes of items, edit the menu and the opening hours.',
  },
  partner: {
    title: 'Tiffin for delivery partners',
    role: 'partner',
    tags: ['Auth', 'Partner', 'Realtime'],
    description:
      'For couriers’ apps: begin a shift, take offers, carry deliveries to the door, see what was earned. Positions and offers ' +
      'travel over the WebSocket.',
  },
  operator: {
    title: 'Tiffin for operators',
    role: 'admin',
    tags: ['Auth', 'Operations', 'Realtime'],
    description: 'For those who watch: deliveries that need a hand, refunds, ledgers, the search index.',
  },
} as const satisfies Record<string, Gateway>;
export type GatewayName = keyof typeof GATEWAYS;
export const GATEWAY_NAMES = Object.keys(GATEWAYS) as GatewayName[];

/** The whole, and each gateway's part, as `info`. */
export const infoOf = (name: GatewayName | 'all') => {
  const { title, description } =
    name === 'all'
      ? {
          title: 'Tiffin',
          description: 'Food delivery: customers order, restaurants cook, partners deliver, operators watch.',
        }
      : GATEWAYS[name];
  return {
    title,
    version: '0.1.0',
    description: `${description}\n\n${CONVENTIONS}`,
    license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
  };
};

/** What a refusal with this status means; the codes stand beside it. */
export const MEANINGS: Record<number, string> = {
  400: 'The request is malformed; `errors` names the fields',
  401: 'No valid login',
  402: 'The payment was refused',
  403: 'Not for your role or key',
  404: 'It does not exist, or not for you',
  409: 'Not possible in this state',
  412: 'Somebody else has changed it; read it again',
  413: 'The body is too large',
  414: 'The address is too long',
  415: 'The body is not what this route takes',
  422: 'Well-formed, but it cannot be done',
  428: 'Say what you have seen, with `If-Match`',
  429: 'Too many requests; come back after `Retry-After` seconds',
  500: 'Our mistake; try again, or tell us the request id',
  503: 'Away for a moment; send it again after `Retry-After` seconds',
};

/** How a token is sent, and who else proves who they are. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `accessToken` of POST /v1/auth/login, or a service key (`tfk_…`)',
  },
  stripeSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Stripe-Signature',
    description: 'Made by Stripe with the secret of the webhook endpoint',
  },
  twilioSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Twilio-Signature',
    description: 'Made by Twilio with the auth token, over address and body',
  },
  mailBouncesSecret: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Webhook-Secret',
    description: 'MAIL_BOUNCES_SECRET, as it was agreed on',
  },
} as const;
