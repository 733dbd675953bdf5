/** What the customer wants at the door. Without a wish the food is handed to whoever opens. */
export const HAND_OVER_KINDS = ['in-person', 'pin', 'leave-at-door'] as const;
export type HandOverKind = (typeof HAND_OVER_KINDS)[number];
