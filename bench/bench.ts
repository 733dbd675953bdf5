/** One figure of a benchmark: what we need for it, beside what the bare tool needs in the same run on the same machine. */
export type Ratio = {
  what: string;
  /** Both in `unit`; for rates more is better, for times less. */
  ours: number;
  yardstick: string;
  theirs: number;
  unit: 'ms' | 'per s';
  /** What `ours / theirs` has to be. */
  target: { atMost: number } | { atLeast: number };
};

/** Something that must simply hold, such as a recall of 1 or a percentile below a limit. */
export type Fact = {
  what: string;
  value: number;
  unit: string;
  target: { atMost: number } | { atLeast: number };
};

export type Figure = Ratio | Fact;

/** What may be set on the command line. */
export type Options = {
  /** How long `relay` takes Kafka away. */
  awaySeconds: number;
};

/**
 * A benchmark. It prepares its own data, measures ours and the yardstick alternately in one run, because the machine's speed
 * drifts, and cleans up.
 */
export type Benchmark = {
  name: string;
  about: string;
  /** @param say one line of progress for the person who waits */
  run(say: (line: string) => void, options: Options): Promise<Figure[]>;
};

const isRatio = (figure: Figure): figure is Ratio => 'theirs' in figure;

/** The measured value that the target is about. */
export const measured = (figure: Figure): number =>
  isRatio(figure) ? figure.ours / figure.theirs : figure.value;

export const isMet = (figure: Figure): boolean =>
  'atMost' in figure.target
    ? measured(figure) <= figure.target.atMost
    : measured(figure) >= figure.target.atLeast;

/** The value below which the given share of the samples lies (nearest rank). @param share 0–1 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** How long something takes, in milliseconds. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

const number = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** One line of the table that `npm run bench` prints. */
export function line(figure: Figure): string {
  const target =
    'atMost' in figure.target ? `at most ${figure.target.atMost}` : `at least ${figure.target.atLeast}`;
  const verdict = isMet(figure) ? 'met   ' : 'MISSED';
  const compared = isRatio(figure)
    ? `${number(figure.ours)} against ${number(figure.theirs)} ${figure.unit} (${figure.yardstick})`
    : `${number(figure.value)} ${figure.unit}`;
  const value = isRatio(figure) ? `ratio ${number(measured(figure))}, ` : '';
  return `  ${verdict}  ${figure.what}: ${value}${compared}; target ${target}`;
}
