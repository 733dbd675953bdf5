import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parsePayloadKeys } from './adapters/temporal/payload-cipher.mjs';
import { DEFAULT_DISPATCH_RULES, DISPATCH_POLICIES } from './domain/dispatch/scored.ts';
import { isTimeZone } from './domain/opening-hours.ts';
import { HELSINKI_TARIFF, type Tariff } from './domain/pricing/price.ts';
import { RUSH_HOUR_SURGE } from './domain/pricing/surge.ts';
import { WEBHOOK_RETRY_SECONDS } from './domain/webhook/retry.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/**
 * Where settings come from, strongest first: the environment, `.env`, then what `npm run stack -- up` wrote about the local
 * servers. Nothing else in the project reads `process.env`.
 */
function loadEnvFiles() {
  for (const file of ['.env', '.stack/env']) {
    if (existsSync(ROOT + file)) process.loadEnvFile(ROOT + file);
  }
}

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const text = z.string().min(1);
const list = text.transform((value) => value.split(',').map((part) => part.trim()));

/** A text that `read` makes something of, and whose error says what is wrong with it. */
const readBy = <T>(read: (value: string) => T) =>
  text.transform((value, context) => {
    try {
      return read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),

  /** Where this process tells orchestrators and monitoring how it is; none without it. */
  OPERATIONS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Where traces are sent, by OTLP over HTTP; none without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),

  DATABASE_URL: text,
  /** Reads that may lag a moment; never used to decide. Defaults to the primary. */
  DATABASE_READ_URL: text.optional(),
  /** Where reports are read, such as an asynchronous replica. Defaults to the primary. */
  DATABASE_REPORTS_URL: text.optional(),
  /** A report that takes longer is stopped. */
  DATABASE_REPORTS_SECONDS: z.coerce.number().int().min(1).max(300).default(15),
  /** A database that the tests may drop and create. */
  TEST_DATABASE_URL: text.optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).default(10),

  REDIS_URL: list,
  REDIS_CLUSTER: flag.default(false),
  /** Put before every key and channel, so that several installations can share a server. */
  REDIS_PREFIX: z.string().default(''),

  ELASTICSEARCH_URL: list,
  ELASTICSEARCH_API_KEY: text.optional(),
  ELASTICSEARCH_USERNAME: text.optional(),
  ELASTICSEARCH_PASSWORD: text.optional(),
  ELASTICSEARCH_CA: text.optional(),
  ELASTICSEARCH_PREFIX: z.string().default(''),

  KAFKA_BROKERS: list,
  KAFKA_SSL: flag.default(false),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_SASL_USERNAME: text.optional(),
  KAFKA_SASL_PASSWORD: text.optional(),
  KAFKA_PREFIX: z.string().default(''),
  /** How many brokers hold each topic. One locally; three where an event must outlive a broker. */
  KAFKA_REPLICATION: z.coerce.number().int().min(1).default(1),

  TEMPORAL_ADDRESS: text,
  TEMPORAL_NAMESPACE: text.default('tiffin'),
  TEMPORAL_API_KEY: text.optional(),
  TEMPORAL_TLS: flag.default(false),
  TEMPORAL_TLS_CERT: text.optional(),
  TEMPORAL_TLS_KEY: text.optional(),
  TEMPORAL_UI_URL: z.url().optional(),
  /**
   * What payloads are encrypted with before Temporal keeps them: `id:secret`, 32 bytes in base64. The first one encrypts, all
   * of them decrypt. Without it, development makes one under `.stack/`; production refuses to start.
   */
  TEMPORAL_PAYLOAD_KEYS: readBy(parsePayloadKeys).optional(),
  /** Which task queues this worker process serves. Leave `dispatch` out and deliveries wait until someone serves it. */
  TEMPORAL_TASK_QUEUES: list.default(['orders', 'dispatch']),

  /** A private ES256 key as JWK. Without it, development makes one under `.stack/`; production refuses to start. */
  AUTH_SIGNING_KEY: text.optional(),
  AUTH_ISSUER: text.default('https://tiffin.local'),
  AUTH_TOKEN_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(15),
  /** Keys that signed before this one, as a JSON list of JWKs: their tokens are good until they expire. */
  AUTH_PREVIOUS_KEYS: text.optional(),
  /** A login lasts so long after it was last refreshed. */
  AUTH_SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  /** How many passwords are checked at once; each takes a core for about 12 ms. */
  AUTH_PASSWORD_POOL: z.coerce
    .number()
    .int()
    .min(1)
    .default(Math.max(1, Math.floor(availableParallelism() / 2))),

  /**
   * A process of the API that is told to stop says so for this long, while load balancers turn away from it and sockets are closed
   * one after the other. Defaults to 5 in production, else to 0.
   */
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
  /** How often open sockets are looked through for logins that have ended unheard. */
  SOCKETS_CHECK_SECONDS: z.coerce.number().min(0.05).max(600).default(30),
  /** Sockets that one login may have open at a process; one more closes the oldest. */
  SOCKETS_PER_LOGIN: z.coerce.number().int().min(1).max(100_000).default(20),

  /** What all budgets of requests are multiplied with; 0 is no limits. */
  RATE_LIMIT_FACTOR: z.coerce.number().min(0).default(1),
  /** How many proxies append to X-Forwarded-For before a request gets here. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Pages of these origins may read answers and open sockets, such as https://app.example.com. */
  CORS_ORIGINS: list.optional(),
  /** Where others reach this API, such as https://api.example.com: Twilio says there what became of an SMS. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),

  /** Who is asked to hold the money, in this order; `sandbox` and `sandbox-2` move none. */
  PAYMENT_PROVIDERS: list.default(['sandbox']).pipe(
    z
      .array(z.enum(['stripe', 'sandbox', 'sandbox-2']))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'must name each provider once'),
  ),
  STRIPE_SECRET_KEY: text.optional(),
  /** Of the webhook endpoint (`whsec_…`); without it Stripe's webhooks are refused. */
  STRIPE_WEBHOOK_SECRET: text.optional(),
  STRIPE_API_BASE: z.url().default('https://api.stripe.com'),

  /**
   * What the secrets of integrators' webhooks are made from: 32 random bytes in base64, or several, the newest first. Without it,
   * development makes one under `.stack/`; production refuses to start.
   */
  WEBHOOK_SIGNING_KEYS: list
    .pipe(
      z.array(
        z
          .base64()
          .refine((key) => Buffer.from(key, 'base64').length >= 32, 'must be 32 bytes or more in base64'),
      ),
    )
    .optional(),
  /** Networks that webhooks are sent to though they are not public, such as 10.20.0.0/16; over plain http, too. */
  WEBHOOK_ALLOWED_NETWORKS: list.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))).optional(),
  /** How long a webhook waits after its first failed try, the second …; after the last it is given up. */
  WEBHOOK_RETRY_SECONDS: list
    .transform((values) => values.map(Number))
    .pipe(z.array(z.number().positive()).min(1))
    .optional(),

  /** How often holds that were left behind are let go and providers are compared with the ledger. */
  PAYMENT_SWEEP_MINUTES: z.coerce.number().int().min(1).max(720).default(15),
  /** Whose weeks and Mondays payouts go by. */
  PAYOUT_TIME_ZONE: text
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki')
    .default('Europe/Helsinki'),
  /** Where pictures are found: the address of a CDN, or the API's own `/images`. */
  CDN_BASE_URL: text.default('/images'),
  /** Where pictures are kept: in a folder, or, with the settings below, in a store that speaks S3. */
  IMAGE_FOLDER: text.default(`${ROOT}.stack/images`),
  IMAGE_STORE_ENDPOINT: z.url().optional(),
  IMAGE_STORE_REGION: text.default('us-east-1'),
  IMAGE_STORE_BUCKET: text.optional(),
  IMAGE_STORE_KEY_ID: text.optional(),
  IMAGE_STORE_SECRET: text.optional(),

  /** Where e-mail is handed over (`smtps://user:password@host`), and from whom it is; without, it goes to `/dev/inbox`. */
  SMTP_URL: z.url().optional(),
  MAIL_FROM: text.default('Tiffin <no-reply@tiffin.local>'),
  /** Where e-mail that cannot be delivered is returned to, with the sending's name after a +; without, to MAIL_FROM. */
  MAIL_BOUNCES: z.email().optional(),
  /** What `/v1/webhooks/mail-bounces` is told these with. */
  MAIL_BOUNCES_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  /** SMS; without, they go to `/dev/inbox`. */
  TWILIO_ACCOUNT_SID: text.optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_FROM: text.optional(),
  TWILIO_API_BASE: z.url().default('https://api.twilio.com'),
  /** The keys that sign push messages (`npx web-push generate-vapid-keys`); without, they go to `/dev/inbox`. */
  VAPID_PUBLIC_KEY: text.optional(),
  VAPID_PRIVATE_KEY: text.optional(),
  VAPID_SUBJECT: text.default('mailto:push@tiffin.local'),

  /** The most that a lack of partners may raise the delivery fee; 1 is never. */
  SURGE_MAX: z.coerce.number().min(1).max(5).default(1),
  ORDER_ACCEPT_SECONDS: z.coerce.number().int().min(1).default(690),
  ORDER_CHANGE_ANSWER_SECONDS: z.coerce.number().int().min(1).default(300),
  /** Whom deliveries are offered to: as a plan for the zone says, or to the best partner for each alone. */
  DISPATCH_POLICY: z.enum(DISPATCH_POLICIES).default('matched'),
  DISPATCH_RADII_KM: list
    .default(['3', '5', '8', '12'])
    .transform((values) => values.map(Number))
    .pipe(z.array(z.number().positive()).min(1)),
  DISPATCH_OFFERS_PER_RADIUS: z.coerce.number().int().min(1).default(3),
  DISPATCH_OFFER_SECONDS: z.coerce.number().int().min(1).default(30),
  DISPATCH_GIVE_UP_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(45 * 60),
  /** What happens to a partner's step that is reported from farther away than so many metres. */
  GEOFENCE: z.enum(['off', 'warn', 'refuse']).default('warn'),
  GEOFENCE_METRES: z.coerce.number().int().min(1).default(300),
  DISPATCH_MAX_ACTIVE_DELIVERIES: z.coerce.number().int().min(1).default(2),
  /** How long ways take: by distance alone, along the streets of the seed city, or as an OSRM server says. */
  TRAVEL: z.enum(['distance', 'streets', 'osrm']).default('distance'),
  TRAVEL_OSRM_URL: z.url({ protocol: /^https?$/ }).optional(),
});

/** The names of all settings: each has a row in docs/settings.md. */
export const SETTINGS = Object.keys(Environment.shape);

export type Config = ReturnType<typeof readConfig>;

function checkPayments(env: z.infer<typeof Environment>, context: z.RefinementCtx) {
  if (env.NODE_ENV === 'production' && env.PAYMENT_PROVIDERS.some((name) => name.startsWith('sandbox'))) {
    const message = 'names a sandbox, which moves no money';
    context.addIssue({ code: 'custom', path: ['PAYMENT_PROVIDERS'], message });
  }
  if (!env.PAYMENT_PROVIDERS.includes('stripe') || env.STRIPE_SECRET_KEY) return;
  context.addIssue({
    code: 'custom',
    path: ['STRIPE_SECRET_KEY'],
    message: 'is needed when PAYMENT_PROVIDERS names stripe',
  });
}

/** The store for pictures, where one is set. */
function s3Of(env: z.infer<typeof Environment>) {
  const {
    IMAGE_STORE_ENDPOINT,
    IMAGE_STORE_REGION,
    IMAGE_STORE_BUCKET,
    IMAGE_STORE_KEY_ID,
    IMAGE_STORE_SECRET,
  } = env;
  if (!IMAGE_STORE_ENDPOINT || !IMAGE_STORE_BUCKET || !IMAGE_STORE_KEY_ID || !IMAGE_STORE_SECRET)
    return undefined;
  return {
    endpoint: IMAGE_STORE_ENDPOINT,
    region: IMAGE_STORE_REGION,
    bucket: IMAGE_STORE_BUCKET,
    accessKeyId: IMAGE_STORE_KEY_ID,
    secretAccessKey: IMAGE_STORE_SECRET,
  };
}

/** Settings that only work together. */
const TOGETHER = {
  'the image store': [
    'IMAGE_STORE_ENDPOINT',
    'IMAGE_STORE_BUCKET',
    'IMAGE_STORE_KEY_ID',
    'IMAGE_STORE_SECRET',
  ],
  Twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  'returned e-mail': ['MAIL_BOUNCES', 'MAIL_BOUNCES_SECRET'],
  'push messages': ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'],
} as const;

function checkTogether(env: z.infer<typeof Environment>, context: z.RefinementCtx) {
  for (const [what, names] of Object.entries(TOGETHER)) {
    const missing = names.filter((name) => env[name] === undefined);
    if (missing.length === names.length) continue;
    for (const name of missing) {
      const message = `is needed beside the other settings of ${what}`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  }
}

function checkTravel(env: z.infer<typeof Environment>, context: z.RefinementCtx) {
  if (env.TRAVEL !== 'osrm' || env.TRAVEL_OSRM_URL) return;
  context.addIssue({
    code: 'custom',
    path: ['TRAVEL_OSRM_URL'],
    message: 'is needed when TRAVEL is osrm: the address of the server, such as http://127.0.0.1:5000',
  });
}

/** The channels that are set. */
function channelsOf(env: z.infer<typeof Environment>) {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env;
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = env;
  const { MAIL_BOUNCES: address, MAIL_BOUNCES_SECRET: secret } = env;
  const publicUrl = env.PUBLIC_URL?.replace(/\/$/, '');
  return {
    push: publicKey && privateKey ? { publicKey, privateKey, subject } : undefined,
    sms:
      accountSid && authToken && from
        ? { accountSid, authToken, from, apiBase: env.TWILIO_API_BASE, publicUrl }
        : undefined,
    email: env.SMTP_URL
      ? {
          url: env.SMTP_URL,
          from: env.MAIL_FROM,
          bounces: address && secret ? { address, secret } : undefined,
        }
      : undefined,
  };
}

/**
 * All settings, checked once. Throws one readable error that names every wrong variable and what to do.
 * @param overrides for tests and scripts that run a second installation beside the first
 */
export function readConfig(overrides: Record<string, string> = {}) {
  loadEnvFiles();
  const parsed = Environment.superRefine(checkPayments)
    .superRefine(checkTogether)
    .superRefine(checkTravel)
    .safeParse({ ...process.env, ...overrides });
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `Tiffin cannot start with these settings:\n${lines.join('\n')}\n` +
        'Set them in the environment or in .env, or run `npm run stack -- up` for local servers (docs/stack.md).',
    );
  }
  const env = parsed.data;
  return {
    environment: env.NODE_ENV,
    logLevel: env.LOG_LEVEL,
    http: {
      host: env.HOST,
      port: env.PORT,
      trustedProxies: env.TRUSTED_PROXIES,
      corsOrigins: env.CORS_ORIGINS ?? [],
      rateLimitFactor: env.RATE_LIMIT_FACTOR,
    },
    telemetry: { host: env.HOST, port: env.OPERATIONS_PORT, collector: env.OTEL_EXPORTER_OTLP_ENDPOINT },
    postgres: {
      url: env.DATABASE_URL,
      readUrl: env.DATABASE_READ_URL ?? env.DATABASE_URL,
      reportsUrl: env.DATABASE_REPORTS_URL ?? env.DATABASE_URL,
      reportsSeconds: env.DATABASE_REPORTS_SECONDS,
      testUrl: env.TEST_DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
    },
    redis: { urls: env.REDIS_URL, cluster: env.REDIS_CLUSTER, prefix: env.REDIS_PREFIX },
    elasticsearch: {
      nodes: env.ELASTICSEARCH_URL,
      apiKey: env.ELASTICSEARCH_API_KEY,
      username: env.ELASTICSEARCH_USERNAME,
      password: env.ELASTICSEARCH_PASSWORD,
      caFile: env.ELASTICSEARCH_CA,
      prefix: env.ELASTICSEARCH_PREFIX,
    },
    kafka: {
      brokers: env.KAFKA_BROKERS,
      ssl: env.KAFKA_SSL,
      mechanism: env.KAFKA_SASL_MECHANISM,
      username: env.KAFKA_SASL_USERNAME,
      password: env.KAFKA_SASL_PASSWORD,
      prefix: env.KAFKA_PREFIX,
      replication: env.KAFKA_REPLICATION,
    },
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY,
      tls: env.TEMPORAL_TLS,
      certFile: env.TEMPORAL_TLS_CERT,
      keyFile: env.TEMPORAL_TLS_KEY,
      uiUrl: env.TEMPORAL_UI_URL,
      taskQueues: env.TEMPORAL_TASK_QUEUES,
      payloads: {
        keys: env.TEMPORAL_PAYLOAD_KEYS,
        keyFile: env.NODE_ENV === 'production' ? undefined : `${ROOT}.stack/payload-key`,
      },
    },
    auth: {
      signingKey: env.AUTH_SIGNING_KEY,
      keyFile: `${ROOT}.stack/auth-key.json`,
      issuer: env.AUTH_ISSUER,
      tokenMinutes: env.AUTH_TOKEN_MINUTES,
      previousKeys: env.AUTH_PREVIOUS_KEYS,
      sessionDays: env.AUTH_SESSION_DAYS,
      passwordPool: env.AUTH_PASSWORD_POOL,
    },
    sockets: { checkSeconds: env.SOCKETS_CHECK_SECONDS, perLogin: env.SOCKETS_PER_LOGIN },
    drainSeconds: env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? 5 : 0),
    payments: {
      providers: env.PAYMENT_PROVIDERS,
      stripe: { secretKey: env.STRIPE_SECRET_KEY ?? '', apiBase: env.STRIPE_API_BASE },
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      sweepMinutes: env.PAYMENT_SWEEP_MINUTES,
      payoutTimeZone: env.PAYOUT_TIME_ZONE,
    },
    /** Travel with each order into its workflow, so that a change of settings never touches one under way. */
    rules: {
      acceptWithinSeconds: env.ORDER_ACCEPT_SECONDS,
      answerChangeWithinSeconds: env.ORDER_CHANGE_ANSWER_SECONDS,
      dispatch: {
        ...DEFAULT_DISPATCH_RULES,
        policy: env.DISPATCH_POLICY,
        radiiKm: env.DISPATCH_RADII_KM,
        offersPerRadius: env.DISPATCH_OFFERS_PER_RADIUS,
        offerSeconds: env.DISPATCH_OFFER_SECONDS,
        giveUpAfterSeconds: env.DISPATCH_GIVE_UP_SECONDS,
      },
    },
    tariff: {
      ...HELSINKI_TARIFF,
      surge: { ...RUSH_HOUR_SURGE, max: Math.round(env.SURGE_MAX * 10_000) },
    } satisfies Tariff,
    geofence: { mode: env.GEOFENCE, metres: env.GEOFENCE_METRES },
    images: { folder: env.IMAGE_FOLDER, s3: s3Of(env) },
    notifications: channelsOf(env),
    webhooks: {
      signingKeys: env.WEBHOOK_SIGNING_KEYS,
      keyFile: `${ROOT}.stack/webhook-key`,
      allowedNetworks: env.WEBHOOK_ALLOWED_NETWORKS ?? [],
      retrySeconds: env.WEBHOOK_RETRY_SECONDS ?? WEBHOOK_RETRY_SECONDS,
    },
    cdnBaseUrl: env.CDN_BASE_URL.replace(/\/$/, ''),
    maxActiveDeliveries: env.DISPATCH_MAX_ACTIVE_DELIVERIES,
    travel: { by: env.TRAVEL, osrmUrl: (env.TRAVEL_OSRM_URL ?? '').replace(/\/$/, '') },
  };
}
