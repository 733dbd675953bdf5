/** What the OpenAPI document says beyond its routes. */

export const DESCRIPTION = `Food delivery: customers order, restaurants cook, partners deliver, operators watch.

- **Log in** at \`POST /v1/auth/login\` and send the token as \`Authorization: Bearer …\`. Browsing needs none.
- **Errors** are \`application/problem+json\` (RFC 9457). \`code\` is stable and meant for programs, \`detail\` says what to do next.
- **Money** is in minor units (cents). Prices come from the server; nothing a client sends about them is read.
- **Repeated requests**: \`POST /v1/orders\` needs an \`Idempotency-Key\`, moves take one.
- **Pages**: ask for the next with \`starting_after\` = the last element's id while \`has_more\`.
- **Live news** come over the WebSocket \`/v1/realtime\`.
- **Cards** are tokens of the payment provider. Card numbers are refused in every field.`;

export const TAGS = [
  { name: 'Auth', description: 'Logging in, and who you are' },
  { name: 'Customer', description: 'Finding restaurants, pricing and placing orders' },
  { name: 'Orders', description: 'What every role does with the orders it sees' },
  { name: 'Restaurant', description: 'The kitchen’s moves' },
  { name: 'Partner', description: 'Offers, and the delivery’s way to the door' },
  { name: 'Payouts', description: 'What restaurants and partners were paid' },
  { name: 'Realtime', description: 'The WebSocket of every app' },
  { name: 'Admin', description: 'What operators see, and do by hand' },
  { name: 'Operations', description: 'For orchestrators and monitoring' },
];

const MEANINGS = {
  400: 'The request is malformed; `errors` names the fields',
  401: 'No valid login',
  403: 'Not for your role',
  404: 'It does not exist, or not for you',
  409: 'Not possible in this state',
  422: 'Well-formed, but it cannot be done; `code` says why',
  503: 'Away for a moment; send it again after `Retry-After` seconds',
} as const;
type Status = keyof typeof MEANINGS;

const nameOf = (status: Status) => `Problem${status}`;

/** The component `Problem404` and the like. */
export const PROBLEM_RESPONSES = Object.fromEntries(
  (Object.keys(MEANINGS).map(Number) as Status[]).map((status) => [
    nameOf(status),
    {
      description: MEANINGS[status],
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
);

/** References to those components, for the responses of a route. */
export const problemRefs = <S extends Status>(...statuses: S[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
  ) as Record<S, { $ref: string }>;
