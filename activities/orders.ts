import type { PlaceOrder } from '../contracts/orders.ts';
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
    async priceOrder(request: PlaceOrder): Promise<Price> {
      const { price } = await pricing.quote(request, new Date());
      return price;
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
