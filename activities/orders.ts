import type { PlaceOrder } from '../contracts/orders.ts';
import { DomainError } from '../domain/errors.ts';
import type { NewOrder, OrderService, Standing, Transition } from '../services/order/index.ts';
import type { Ending, PaymentService } from '../services/payment/index.ts';
import type { PricedBasket, PricingService } from '../services/pricing/index.ts';
import { withFailures } from './failures.ts';

export type { Ending, NewOrder, PlaceOrder, Standing, Transition };

/** What `OrderWorkflow` asks of the world. Each is idempotent: a repeated call finds what the first one did. */
export function createOrderActivities(services: {
  orders: OrderService;
  payments: PaymentService;
  pricing: PricingService;
}) {
  const { orders, payments, pricing } = services;
  return withFailures(
    {
      /** Prices a new order. One that was placed before its workflow's retention ran out is refused here, not placed again. */
      async priceOrder(order: {
        orderId: string;
        customerId: string;
        request: PlaceOrder;
      }): Promise<PricedBasket> {
        if ((await orders.requestHashOf(order.orderId)) !== undefined) {
          throw new DomainError('already-placed', 'This order was placed before.');
        }
        return pricing.priceOrder(order.customerId, order.request, new Date());
      },
      authorizeHold: (request: {
        orderId: string;
        cardToken: string;
        amountMinor: number;
        currency: string;
      }) => payments.authorize(request),
      releaseHold: (orderId: string) => payments.release(orderId),
      recordPlaced: (order: NewOrder) => orders.createOrder(order),
      readStanding: (orderId: string): Promise<Standing> => orders.readStanding(orderId),
      recordTransition: (transition: Transition) => orders.updateStatus(transition),
      settlePayment: (orderId: string, ending: Ending) => payments.settle(orderId, ending),
    },
    // Safe because both are idempotent: what an earlier try has written is found, never refused.
    ['recordPlaced', 'recordTransition'],
  );
}
export type OrderActivities = ReturnType<typeof createOrderActivities>;
