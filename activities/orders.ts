import type { PlaceOrder } from '../contracts/orders.ts';
import { DomainError } from '../domain/errors.ts';
import type { Price } from '../domain/pricing/price.ts';
import type { NewOrder, OrderService, Transition } from '../services/order/index.ts';
import type { Ending, PaymentService } from '../services/payment/index.ts';
import type { PricingService } from '../services/pricing/index.ts';
import { withFailures } from './failures.ts';

export type { Ending, NewOrder, PlaceOrder, Transition };

/** What `OrderWorkflow` asks of the world. Each is idempotent: a repeated call finds what the first one did. */
export function createOrderActivities(services: {
  orders: OrderService;
  payments: PaymentService;
  pricing: PricingService;
}) {
  const { orders, payments, pricing } = services;
  return withFailures({
    /** Prices a new order. One that was placed before its workflow's retention ran out is refused here, not placed again. */
    async priceOrder(orderId: string, request: PlaceOrder): Promise<Price> {
      const [quote, placed] = await Promise.all([
        pricing.quote(request, new Date()),
        orders.requestHashOf(orderId),
      ]);
      if (placed !== undefined) throw new DomainError('already-placed', 'This order was placed before.');
      return quote.price;
    },
    authorizeHold: (request: { orderId: string; cardToken: string; amountMinor: number; currency: string }) =>
      payments.authorize(request),
    releaseHold: (orderId: string) => payments.release(orderId),
    recordPlaced: (order: NewOrder) => orders.createOrder(order),
    recordTransition: (transition: Transition) => orders.updateStatus(transition),
    settlePayment: (orderId: string, ending: Ending) => payments.settle(orderId, ending),
  });
}
export type OrderActivities = ReturnType<typeof createOrderActivities>;
