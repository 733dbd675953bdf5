import { createRoute } from '@hono/zod-openapi';
import {
  DeadLetter,
  DeadLetterId,
  DeadLetterPage,
  DeadLetterQuery,
  Discard,
  OutboxLag,
  ReplayAll,
  Replaying,
} from '../../contracts/dead-letters.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';

const operator = { tags: ['Admin'], ...secured };
const params = DeadLetterId;

const lag = createRoute({
  method: 'get',
  path: '/v1/admin/outbox',
  summary: 'How far events are behind on their way to Kafka and to people’s sockets',
  ...operator,
  responses: { 200: json(OutboxLag, 'At this moment'), ...problems },
});
const list = createRoute({
  method: 'get',
  path: '/v1/admin/dead-letters',
  summary: 'Events that could not be taken, newest first',
  description:
    'By whom stands in `consumer`, why in `error`. Mend that, then replay; or discard what is not needed.',
  ...operator,
  request: { query: DeadLetterQuery },
  responses: { 200: json(DeadLetterPage, 'A page'), ...problems },
});
const read = createRoute({
  method: 'get',
  path: '/v1/admin/dead-letters/{id}',
  summary: 'One of them',
  ...operator,
  request: { params },
  responses: { 200: json(DeadLetter, 'The letter'), ...problems },
});
const replay = createRoute({
  method: 'post',
  path: '/v1/admin/dead-letters/{id}/replay',
  summary: 'Try an open one again',
  description:
    'It is OPEN again when it fails again. An event that was taken meanwhile is not taken twice; it comes after later ones of its order.',
  ...operator,
  request: { params },
  responses: { 200: json(DeadLetter, 'The letter'), ...problems },
});
const replayAll = createRoute({
  method: 'post',
  path: '/v1/admin/dead-letters/replay',
  summary: 'Try all open ones of a consumer again',
  ...operator,
  request: body(ReplayAll),
  responses: { 200: json(Replaying, 'How many'), ...problems },
});
const discard = createRoute({
  method: 'post',
  path: '/v1/admin/dead-letters/{id}/discard',
  summary: 'Close an open one for good',
  ...operator,
  request: { params, ...body(Discard) },
  responses: { 200: json(DeadLetter, 'The letter'), ...problems },
});

export const adminEventRoutes = ({ deadLetters, readOutboxLag }: Deps) =>
  createRouter()
    .openapi(lag, async (c) => c.json(await readOutboxLag(), 200))
    .openapi(list, async (c) => c.json(await deadLetters.list(c.req.valid('query')), 200))
    .openapi(replayAll, async (c) => {
      const replaying = await deadLetters.replayAll(c.req.valid('json').consumer, c.get('principal').id);
      return c.json({ replaying }, 200);
    })
    .openapi(read, async (c) => c.json(await deadLetters.read(c.req.valid('param').id), 200))
    .openapi(replay, async (c) =>
      c.json(await deadLetters.replay(c.req.valid('param').id, c.get('principal').id), 200),
    )
    .openapi(discard, async (c) => {
      const { reason } = c.req.valid('json');
      return c.json(await deadLetters.discard(c.req.valid('param').id, c.get('principal').id, reason), 200);
    });
