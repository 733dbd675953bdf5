import type { Basket, PlaceOrder } from '../contracts/orders.ts';
import { DomainError } from '../domain/errors.ts';
import type { Answer, OrderChanges, Proposal } from '../services/order/change-order.ts';
import type { NewOrder, OrderService, Standing, Transition } from '../services/order/index.ts';
import type { Ending, PaymentService } from '../services/payment/index.ts';
import type { PricedBasket, PricingService } from '../services/pricing/index.ts';
import { withFailures } from './failures.ts';

export type { Answer, Ending, NewOrder, PlaceOrder, PricedBasket, Proposal, Standing, Transition };

/** What `OrderWorkflow` asks of the world. Each is idempotent: a repeated call finds what the first one did. */
export function createOrderActivities(services: {
  orders: OrderService;
  changes: OrderChanges;
  payments: PaymentService;
  pricing: PricingService;
}) {
  const { orders, changes, payments, pricing } = services;
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
      /** Whether an order for later can be had now that it begins, at the price it was promised. */
      checkScheduled: async (basket: Basket) => pricing.checkNow(basket, new Date()),
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
      proposeChange: (proposal: Proposal) => changes.propose(proposal),
      answerChange: (answer: Answer) => changes.answer(answer),
      settlePayment: (orderId: string, ending: Ending) => payments.settle(orderId, ending),
    },
    // Safe because each is idempotent: what an earlier try has written is found, never refused.
    ['recordPlaced', 'recordTransition', 'proposeChange', 'answerChange'],
  );
}
export type OrderActivities = ReturnType<typeof createOrderActivities>;
