import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OutboxLag } from '../contracts/dead-letters.ts';
import type { CheckName } from '../contracts/health.ts';
import type { OrderWorkflowState } from '../contracts/operations.ts';
import type { Ledger, OrderStatusView, PaymentDifference } from '../contracts/orders.ts';
import type { Payloads } from '../contracts/payloads.ts';
import type { ReadWebhook } from '../domain/payment/compare.ts';
import type { AuthService } from '../services/auth/index.ts';
import type { ServiceKeys } from '../services/auth/service-keys.ts';
import type { Sessions } from '../services/auth/sessions.ts';
import type { Staff } from '../services/auth/staff.ts';
import type { Principal, Tokens } from '../services/auth/tokens.ts';
import type { DeadLetterService } from '../services/dead-letters.ts';
import type { DeliveryService } from '../services/delivery/index.ts';
import type { ImageService } from '../services/image/index.ts';
import type { NotificationService } from '../services/notification/index.ts';
import type { OperationsService } from '../services/operations/index.ts';
import type { OrderService, Viewer } from '../services/order/index.ts';
import type { PartnerService } from '../services/partner/index.ts';
import type { Tracking } from '../services/partner/tracking.ts';
import type { Payouts } from '../services/payment/index.ts';
import type { PricingService } from '../services/pricing/index.ts';
import type { RateLimit } from '../services/rate-limit/index.ts';
import type { RatingService } from '../services/rating/index.ts';
import type { Tickets } from '../services/realtime/tickets.ts';
import type { ReportService } from '../services/reports/index.ts';
import type { RestaurantService } from '../services/restaurant/index.ts';
import type { SearchService } from '../services/search/index.ts';
import type { WebhookService } from '../services/webhook/index.ts';
import type { MoneyCommands } from './money-commands.ts';
import type { OrderCommands } from './order-commands.ts';
import type { ReindexingCommands } from './reindexing.ts';

/** Node's request and response, where a request came over HTTP. */
export type NodeEnv = { incoming?: IncomingMessage; outgoing?: ServerResponse };
/** What Hono carries through a request. `principal` is set where the route's row of `policy.ts` wants one. */
export type Env = { Bindings: NodeEnv; Variables: { principal: Principal; requestId: string } };

type Payload = Payloads['payloads'][number];

/** What the gateways are built from. */
export type Deps = {
  auth: AuthService;
  tokens: Tokens;
  sessions: Sessions;
  serviceKeys: ServiceKeys;
  staff: Staff;
  rateLimit: RateLimit;
  /** How many proxies of ours stand before this process. */
  trustedProxies: number;
  corsOrigins: string[];
  /** What Temporal keeps encrypted. Decoding throws an error that says why a payload cannot be read. */
  payloads: Record<'encode' | 'decode', (payloads: Payload[]) => Payload[]>;
  tickets: Tickets;
  orders: OrderService;
  orderStatus: (orderId: string, viewer: Viewer) => Promise<OrderStatusView>;
  readLedger: (orderId: string) => Promise<Ledger>;
  readDifferences: () => Promise<PaymentDifference[]>;
  readWebhook: ReadWebhook;
  money: MoneyCommands;
  pricing: PricingService;
  restaurants: RestaurantService;
  search: SearchService;
  images: ImageService;
  reindexing: ReindexingCommands;
  deliveries: DeliveryService;
  partners: PartnerService;
  tracking: Tracking;
  ratings: RatingService;
  operations: OperationsService;
  reports: ReportService;
  payouts: Payouts;
  workflowState: (workflowId: string) => Promise<OrderWorkflowState>;
  commands: OrderCommands;
  notifications: NotificationService;
  webhooks: WebhookService;
  deadLetters: DeadLetterService;
  readOutboxLag: () => Promise<OutboxLag>;
  /** Whether everybody may read what the development inbox was sent. */
  showsInbox: boolean;
  /** Asks each server whether it is there; rejects when it is not. */
  checks: Record<CheckName, () => Promise<unknown>>;
};
