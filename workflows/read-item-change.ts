import { CHANGE_VERDICTS, type ChangeVerdict } from '../domain/order/change.ts';
import type { ChangeAnswer, ChangeWish } from './messages.ts';
import { shortText } from './read-move.ts';
import { refuse } from './refusal.ts';

const wrong = (what: string) => refuse('invalid-request', what);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;

const isPortion = (value: unknown) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 50;

type Substitute = NonNullable<ChangeWish['items'][number]['substitute']>;
/** Options may be left out; everything else has to be there. */
function readSubstitute(sent: Partial<Substitute>): Substitute {
  const { quantity, options = [] } = sent;
  const itemId = shortText(sent.itemId, 'itemId', wrong);
  const fit = Array.isArray(options) && options.every((option) => option?.groupId && option.optionId);
  if (!itemId || !isPortion(quantity) || !fit) {
    throw wrong('A substitute is {"itemId": "itm_…", "quantity": 1, "options": []}.');
  }
  return { itemId, quantity: quantity as number, options };
}

/**
 * Reads a wish for a change, which may have been typed by hand into the CLI or the UI. What depends on the order and the menu is
 * judged where it is written down.
 * @throws ApplicationFailure `invalid-request`
 */
export function readWish(wish: ChangeWish | undefined | null): ChangeWish {
  const { items } = wish ?? {};
  const reason = shortText(wish?.reason, 'reason', wrong);
  const fits =
    Array.isArray(items) &&
    items.length > 0 &&
    items.every((item) => item && isCount(item.line) && isCount(item.quantity));
  if (!fits || reason === undefined) {
    throw wrong('A change is {"items": [{"line": 0, "quantity": 1}], "reason": "…"}.');
  }
  const actorId = shortText(wish?.actorId, 'actorId', wrong);
  return {
    reason,
    ...(actorId !== undefined && { actorId }),
    items: items.map(({ line, quantity, substitute }) => ({
      line,
      quantity,
      ...(substitute && { substitute: readSubstitute(substitute) }),
    })),
  };
}

/** Reads an answer to a change. @throws ApplicationFailure `invalid-request` */
export function readAnswer(answer: ChangeAnswer | undefined | null): Required<ChangeAnswer> {
  const { number, verdict, actor } = answer ?? {};
  const speakers = CHANGE_VERDICTS[verdict as ChangeVerdict];
  const by = actor ?? (verdict === 'WITHDRAWN' ? 'restaurant' : 'customer');
  if (!isCount(number) || !speakers?.includes(by)) {
    throw wrong(
      'An answer is {"number": 1, "verdict": "APPROVED"}, or REFUSED, or WITHDRAWN by the restaurant.',
    );
  }
  return { number: number as number, verdict: verdict as ChangeVerdict, actor: by };
}
