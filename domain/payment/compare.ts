/** One hold in somebody's books. `netMinor` is what was captured less what went back. */
export type HoldRecord =
  | { status: 'HELD'; heldMinor: number }
  | { status: 'CAPTURED'; netMinor: number }
  | { status: 'NONE' };

export const DIFFERENCES = [
  /** The provider holds money that we know nothing of, or gave up. */
  'orphan-hold',
  /** We count on a hold that the provider does not have. */
  'lost-hold',
  /** The provider took money that we did not book. */
  'captured-unbooked',
  /** We booked money that the provider did not take. */
  'booked-uncaptured',
  'amount',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** How the provider's record of a hold differs from ours, or `undefined` when both say the same. */
export function differenceOf(ours: HoldRecord, theirs: HoldRecord): Difference | undefined {
  if (ours.status !== theirs.status) {
    if (theirs.status === 'CAPTURED') return 'captured-unbooked';
    if (ours.status === 'CAPTURED') return 'booked-uncaptured';
    return ours.status === 'HELD' ? 'lost-hold' : 'orphan-hold';
  }
  const amountOf = (record: HoldRecord) =>
    record.status === 'HELD' ? record.heldMinor : record.status === 'CAPTURED' ? record.netMinor : 0;
  return amountOf(ours) === amountOf(theirs) ? undefined : 'amount';
}

/** News of a provider: something happened to a hold. What it was, the provider is asked. */
export type ProviderNews = { eventId: string; provider: string; reference: string };

/** Reads a provider's webhook, after checking who sent it. @returns undefined for events that are about no hold of ours */
export type ReadWebhook = (provider: string, body: string, signature: string) => ProviderNews | undefined;
