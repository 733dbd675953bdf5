import { isIP } from 'node:net';
import type { Networks } from '../../adapters/webhooks/networks.ts';
import { DomainError } from '../../domain/errors.ts';

const refused = (detail: string) =>
  new DomainError('webhook-url-refused', detail, [{ path: 'url', message: detail }]);

/**
 * What can be told of an address before anything is sent there. A name is resolved with each try, and not here: what it leads to
 * changes, and nobody should learn from an answer which names exist in our network.
 * @throws DomainError `webhook-url-refused`
 */
export function assertAddress(url: string, networks: Networks): void {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !networks.allowsHttp)
    throw refused('must begin with https://: messages tell of orders');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !networks.permits(host, protocol))
    throw refused('is not a public address. Use the name or public address of your program');
}
