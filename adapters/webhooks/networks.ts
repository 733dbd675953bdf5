import ipaddr from 'ipaddr.js';

/** Networks such as `127.0.0.0/8`. @throws Error that names the one that is none */
export function parseNetworks(texts: readonly string[]): [ipaddr.IPv4 | ipaddr.IPv6, number][] {
  return texts.map((text) => {
    if (!ipaddr.isValidCIDR(text))
      throw new Error(`WEBHOOK_ALLOWED_NETWORKS: ${text} is no network such as 10.0.0.0/8.`);
    return ipaddr.parseCIDR(text);
  });
}

/** What has been given out of IPv6; the rest is meshes and mistakes, such as `::7f00:1`, which once meant 127.0.0.1. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6));

/**
 * Where messages may go. To public addresses by https; to `allowed` networks, which only somebody who runs a server can name, in
 * any way. Everything else is ours or somebody's inside: loopback, private and link-local networks, multicast, what is mapped or
 * tunnelled into them (RFC 6890, as ipaddr.js knows it).
 */
export function createNetworks(allowed: readonly string[]) {
  const networks = parseNetworks(allowed);
  return {
    /** Whether plain http is of any use. */
    allowsHttp: networks.length > 0,

    /** @param address as DNS says it, or as it stands in a URL; IPv6 without brackets */
    permits(address: string, protocol: string): boolean {
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      const isAllowed = networks.some(
        ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
      );
      return isAllowed || (protocol === 'https:' && isPublic(parsed));
    },
  };
}
export type Networks = ReturnType<typeof createNetworks>;
