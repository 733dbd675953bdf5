// The bundle's boundary: what is exported here can be started.
export { DispatchWorkflow } from './dispatch.ts';
export { PaymentSweepWorkflow, ProviderNewsWorkflow, RefundWorkflow, TipWorkflow } from './money.ts';
export { OrderWorkflow } from './order.ts';
export { PayoutWorkflow } from './payouts.ts';
export { ReindexWorkflow } from './reindex.ts';
export { WebhookWorkflow } from './webhook.ts';
