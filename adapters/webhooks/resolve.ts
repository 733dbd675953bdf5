import { Resolver } from 'node:dns/promises';

const TRY_MS = 3_000;

/**
 * All addresses of a name, as DNS says. Not `dns.lookup`: that has four threads for the whole process, and a few names whose
 * servers do not answer would hold up everybody's.
 * @throws Error when there are none, or none in time
 */
export async function resolveName(name: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: TRY_MS, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length === 0) throw new Error(`${name} has no address`);
    return addresses;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
