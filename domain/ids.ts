/** Every id says what it names: `ord_01jd…` is an order. The suffix is 26 characters of Crockford base 32 (TypeID 0.3). */
export const ID_PREFIXES = {
  order: 'ord',
  restaurant: 'rst',
  item: 'itm',
  customer: 'cus',
  partner: 'prt',
  staff: 'stf',
  admin: 'adm',
  delivery: 'dlv',
  offer: 'ofr',
  payment: 'pay',
  quote: 'quo',
  session: 'ses',
  serviceKey: 'key',
  payout: 'pyo',
  webhook: 'whk',
  webhookMessage: 'msg',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Whether `text` is a well-formed id of this kind; says nothing about whether the thing exists. */
export function isId(kind: IdKind, text: string): boolean {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) && SUFFIX.test(text.slice(prefix.length));
}
