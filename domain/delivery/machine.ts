/** The life of a delivery, as data: who carries the food, apart from how far the order is. */
export const DELIVERY_STATUSES = [
  'SEARCHING',
  'ASSIGNED',
  'AT_RESTAURANT',
  'PICKED_UP',
  'AT_CUSTOMER',
  'DELIVERED',
  'FAILED',
  'RETURNED',
  'CANCELLED',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const DELIVERY_ACTIONS = [
  'assign',
  'reassign',
  'dropOut',
  'unassign',
  'arriveAtRestaurant',
  'pickUp',
  'arriveAtCustomer',
  'deliver',
  'fail',
  'return',
  'cancel',
] as const;
export type DeliveryAction = (typeof DELIVERY_ACTIONS)[number];

type DeliveryMachine = Record<DeliveryStatus, Partial<Record<DeliveryAction, DeliveryStatus>>>;

/** Before the food is picked up, a delivery may lose its partner and be searched for again. */
const LOSABLE = { reassign: 'ASSIGNED', dropOut: 'SEARCHING', unassign: 'SEARCHING' } as const;
/** Afterwards it can only change hands: somebody has the food. */
const HAND_OVER = { reassign: 'PICKED_UP' } as const;

export const DELIVERY: DeliveryMachine = {
  SEARCHING: { assign: 'ASSIGNED', cancel: 'CANCELLED' },
  // Reporting the arrival is a courtesy: a partner in a hurry may pick up without it.
  ASSIGNED: { ...LOSABLE, arriveAtRestaurant: 'AT_RESTAURANT', pickUp: 'PICKED_UP', cancel: 'CANCELLED' },
  AT_RESTAURANT: { ...LOSABLE, pickUp: 'PICKED_UP', cancel: 'CANCELLED' },
  PICKED_UP: {
    ...HAND_OVER,
    arriveAtCustomer: 'AT_CUSTOMER',
    deliver: 'DELIVERED',
    fail: 'FAILED',
    cancel: 'CANCELLED',
  },
  AT_CUSTOMER: { ...HAND_OVER, deliver: 'DELIVERED', fail: 'FAILED', cancel: 'CANCELLED' },
  FAILED: { return: 'RETURNED' },
  RETURNED: {},
  DELIVERED: {},
  CANCELLED: {},
};

/** The statuses from which `action` is legal: the guard of its SQL update. */
export function deliverableFrom(action: DeliveryAction): DeliveryStatus[] {
  return DELIVERY_STATUSES.filter((status) => DELIVERY[status][action]);
}

/** Statuses that occupy a partner. */
export const CARRYING = ['ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'AT_CUSTOMER'] as const;

/** What a delivery's history tells: its moves, and what happens to it where it stands. */
export const DELIVERY_NEWS = ['request', 'needHand', 'lockProof', 'waiveProof', ...DELIVERY_ACTIONS] as const;
export type DeliveryNews = (typeof DELIVERY_NEWS)[number];
