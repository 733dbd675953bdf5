import { type DestinationStream, type Logger, pino } from 'pino';

/** What these names hold is never written, wherever it stands. */
const SECRET_NAMES =
  /^(authorization|cookie|set-cookie|.*password.*|.*secret.*|.*token.*|ticket|pin|key|hash|email|phone|name|street|houseNumber|house_number|note|comment|address(es)?|position|lat|lng)$/i;

/** What is never written within a text, such as a message that quotes what somebody sent. */
const SECRET_TEXTS: [RegExp, string][] = [
  [/\/\/[^\s/@]*:[^\s/@]*@/g, '//[credentials]@'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\beyJ[\w-]+(\.[\w-]*){1,4}/g, '[token]'],
  [/\b(tfr|tfk|tok|pm|sk|rk|whsec)_[\w-]+/g, '[token]'],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, '[token]'],
  [/(?<![\w-])\+?\d(?:[ -]?\d){8,18}(?![\w-])/g, '[number]'],
];

const cleanText = (text: string) =>
  SECRET_TEXTS.reduce((cleaned, [pattern, instead]) => cleaned.replace(pattern, instead), text);

/** Of an error only what finds its cause: PostgreSQL's, for one, carries the row that it could not write. */
function cleanError(error: Error, depth: number): object {
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: cleanText(error.message),
    stack: cleanText(error.stack ?? ''),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint, table }),
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1) }),
  };
}

const MAX_DEPTH = 6;

function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return cleanError(value, depth);
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_NAMES.test(key) ? '[redacted]' : clean(inner, depth + 1),
    ]),
  );
}

/** The log of a process: JSON lines, in which neither people nor secrets can be read. */
export const createLog = (name: string, level: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      name,
      formatters: { log: (line) => clean(line) as Record<string, unknown> },
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((arg) => (typeof arg === 'string' ? cleanText(arg) : arg)) as typeof args,
          );
        },
      },
    },
    to,
  );
