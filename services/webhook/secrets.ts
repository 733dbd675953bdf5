import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { madeOnce } from '../../adapters/made-once.ts';

const BYTES = 32;

/** The keys that secrets are made from, the newest first. @throws Error in production when none is set */
export function loadWebhookKeys(
  { signingKeys, keyFile }: { signingKeys: string[] | undefined; keyFile: string },
  environment: string,
): Buffer[] {
  if (!signingKeys && environment === 'production')
    throw new Error(
      'Set WEBHOOK_SIGNING_KEYS to 32 random bytes (`openssl rand -base64 32`); production makes none by itself.',
    );
  return (signingKeys ?? [madeOnce(keyFile, () => randomBytes(BYTES).toString('base64'))]).map((key) =>
    Buffer.from(key, 'base64'),
  );
}

/** A key by the beginning of its hash: says which one without saying what it is. */
const nameOf = (key: Buffer) => createHash('sha256').update(key).digest('hex').slice(0, 12);

/**
 * The secrets that messages are signed with. None is stored: each is worked out (HKDF, RFC 5869) from a key of the configuration,
 * the endpoint's id and a number, and the endpoint's row only says which, such as `1f0c9a2b44d1.3`. So the database alone signs
 * nothing. New secrets are made with the first key; older keys are for the endpoints that still use them.
 * @param keys from the setting WEBHOOK_SIGNING_KEYS, the newest first
 */
export function createWebhookSecrets(keys: readonly Buffer[]) {
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  return {
    /** The name of an endpoint's first secret, or of the one after. */
    next(current?: string): string {
      const number = current === undefined ? 1 : Number(current.split('.')[1]) + 1;
      return `${nameOf(keys[0] as Buffer)}.${number}`;
    },

    /** Whether the secret of this name can be worked out. */
    has: (name: string): boolean => byName.has(name.split('.')[0] ?? ''),

    /** @returns `whsec_` and base64, as Standard Webhooks wants it. @throws Error when its key is not in the configuration */
    secretOf(endpointId: string, name: string): string {
      const [keyName = '', number] = name.split('.');
      const key = byName.get(keyName);
      if (!key)
        throw new Error(
          `The secret of ${endpointId} needs the key ${keyName}, which WEBHOOK_SIGNING_KEYS does not name any more. Put it back, ` +
            'behind the newer ones, until every endpoint has a new secret.',
        );
      const secret = hkdfSync('sha256', key, endpointId, `tiffin webhook secret ${number}`, BYTES);
      return `whsec_${Buffer.from(secret).toString('base64')}`;
    },
  };
}
export type WebhookSecrets = ReturnType<typeof createWebhookSecrets>;
