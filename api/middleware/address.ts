import { isIPv6 } from 'node:net';
import type { Asked } from './asked.ts';

/** One household or office has a whole /64 of IPv6, so its requests count as those of one address. */
function network(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':').toLowerCase()}::`;
}

/**
 * Where a request comes from. Each trusted proxy appends whom it heard to X-Forwarded-For; what stands before those was written
 * by the caller and proves nothing.
 */
export function addressOf(c: Asked, trustedProxies: number): string {
  const heard = c.env?.incoming?.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return network(heard);
  const chain = (c.req.header('X-Forwarded-For') ?? '').split(',').map((part) => part.trim());
  return network(chain.at(-trustedProxies) || heard);
}
