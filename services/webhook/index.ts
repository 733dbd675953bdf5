import type { Db } from '../../adapters/postgres/index.ts';
import type { Networks } from '../../adapters/webhooks/networks.ts';
import { createEndpoints } from './endpoints.ts';
import { createMessages } from './messages.ts';
import type { WebhookSecrets } from './secrets.ts';

/** Integrators' webhooks as the API offers them: endpoints, and the log of what was sent there. */
export const createWebhookService = (deps: { db: Db; secrets: WebhookSecrets; networks: Networks }) => ({
  endpoints: createEndpoints(deps),
  messages: createMessages(deps),
});
export type WebhookService = ReturnType<typeof createWebhookService>;
