/** Where bounces of one sending go (VERP): `bounces@example.com` → `bounces+123-mdx0k2a1@example.com`. */
export const returnAddress = (bounces: string, sending: string): string =>
  bounces.replace('@', `+${sending}@`);

/** The name of the sending in a return address, whatever case servers on the way have made of it; undefined in any other. */
export function readReturnAddress(bounces: string, address: string): string | undefined {
  const [begin = '', end = ''] = bounces.toLowerCase().split('@');
  const [local = '', domain] = address.toLowerCase().split('@');
  return domain === end && local.startsWith(`${begin}+`) ? local.slice(begin.length + 1) : undefined;
}
