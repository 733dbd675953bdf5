/** Numbers that look random and are always the same for the same name. */
export type Random = {
  /** In [0, 1). */
  fraction(): number;
  /** Whole, both ends included. */
  int(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** `count` different elements, in the order of `from`. */
  sample<T>(from: readonly T[], count: number): T[];
};

/** Mulberry32, started from the FNV-1a hash of a name. */
export function randomFrom(name: string): Random {
  let state = hash(name);

  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const int = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));

  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[int(0, from.length - 1)] as T;
  }

  function sample<T>(from: readonly T[], count: number): T[] {
    return from
      .map((element, position) => ({ element, position, draw: fraction() }))
      .sort((a, b) => a.draw - b.draw)
      .slice(0, count)
      .sort((a, b) => a.position - b.position)
      .map(({ element }) => element);
  }

  return { fraction, int, pick, sample };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
