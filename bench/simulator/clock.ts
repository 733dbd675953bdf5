/** Virtual time: it jumps from one planned moment to the next. */
export type Clock = {
  /** Seconds. */
  now(): number;
  /** @param late after everything else of that second, in the order of planning otherwise */
  at(seconds: number, act: () => void, late?: 'late'): void;
  /** Lives through everything that is planned, and what that plans in turn. */
  run(): void;
};

type Moment = { seconds: number; late: boolean; acts: (() => void)[] };

export function virtualClock(): Clock {
  const moments: Moment[] = [];
  let now = Number.NEGATIVE_INFINITY;

  /** Where a moment is or belongs; `moments` are sorted, the next one last, so that taking it is cheap. */
  function position(seconds: number, late: boolean): number {
    let low = 0;
    let high = moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { seconds: there, late: lateThere } = moments[middle] as Moment;
      if (there > seconds || (there === seconds && lateThere && !late)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    now: () => now,
    at(seconds, act, late) {
      const moment = { seconds: Math.max(seconds, now), late: late === 'late', acts: [act] };
      const index = position(moment.seconds, moment.late);
      const there = moments[index];
      if (there?.seconds === moment.seconds && there.late === moment.late) there.acts.push(act);
      else moments.splice(index, 0, moment);
    },
    run() {
      for (let next = moments.at(-1); next; next = moments.at(-1)) {
        now = next.seconds;
        const act = next.acts.shift();
        if (next.acts.length === 0) moments.pop();
        act?.();
      }
    },
  };
}
