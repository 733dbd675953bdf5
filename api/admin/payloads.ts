import { createRoute } from '@hono/zod-openapi';
import { Payloads, PayloadsBody, PayloadsQuery } from '../../contracts/payloads.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Deps } from '../env.ts';
import { createRouter, json, problems, secured } from '../route.ts';

const operator = {
  tags: ['Admin'],
  ...secured,
  // Nothing is no payloads.
  request: { query: PayloadsQuery, body: { content: { 'application/json': { schema: PayloadsBody } } } },
};

const decode = createRoute({
  method: 'post',
  path: '/v1/admin/payloads/decode',
  summary: 'Decrypt what Temporal shows of a workflow',
  description:
    'The codec endpoint of Temporal’s tools: `temporal workflow show --codec-endpoint …/v1/admin/payloads --codec-auth "Bearer …"`. ' +
    'What is not encrypted comes back as it is.',
  ...operator,
  responses: { 200: json(Payloads, 'In the same order'), ...problems },
});
const encode = createRoute({
  method: 'post',
  path: '/v1/admin/payloads/encode',
  summary: 'Encrypt what is sent to a workflow by hand',
  ...operator,
  responses: { 200: json(Payloads, 'In the same order'), ...problems },
});

/** @throws DomainError `payload-unreadable` that names the key that is missing */
function orUnreadable<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new DomainError('payload-unreadable', (error as Error).message);
  }
}

export const adminPayloadRoutes = ({ payloads }: Deps) =>
  createRouter()
    .openapi(decode, (c) =>
      c.json({ payloads: orUnreadable(() => payloads.decode(c.req.valid('json').payloads ?? [])) }, 200),
    )
    .openapi(encode, (c) => c.json({ payloads: payloads.encode(c.req.valid('json').payloads ?? []) }, 200));
