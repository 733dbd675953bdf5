import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_PREFIXES, type IdKind, isId } from '../../domain/ids.ts';
import { deriveId } from '../../services/ids.ts';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];
const SUFFIX = '01jd7zk0f8e9vbq3n4m5p6r7st';

describe('an id', () => {
  it('names its kind', () => {
    expect(isId('order', `ord_${SUFFIX}`)).toBe(true);
  });

  it('has a prefix that no other kind has', () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
  });

  it.each(KINDS)('of another kind is no %s id', (kind) => {
    const taken = KINDS.filter((other) => isId(kind, `${ID_PREFIXES[other]}_${SUFFIX}`));
    expect(taken).toEqual([kind]);
  });

  it.each([
    ['nothing', ''],
    ['a prefix alone', 'ord_'],
    ['a suffix alone', SUFFIX],
    ['a suffix too short', `ord_${SUFFIX.slice(1)}`],
    ['a suffix too long', `ord_${SUFFIX}0`],
    ['capitals', `ord_${SUFFIX.toUpperCase()}`],
    ['more than 128 bits', `ord_8${SUFFIX.slice(1)}`],
    ['the letter i', `ord_${SUFFIX.slice(0, -1)}i`],
    ['the letter l', `ord_${SUFFIX.slice(0, -1)}l`],
    ['the letter o', `ord_${SUFFIX.slice(0, -1)}o`],
    ['the letter u', `ord_${SUFFIX.slice(0, -1)}u`],
    ['a line break at the end', `ord_${SUFFIX}\n`],
    ['a space before', ` ord_${SUFFIX}`],
    ['a UUID', '0190f3d0-7a5e-7c3a-9b1e-2f4d6a8c0e12'],
    ['SQL', "ord_' or 1=1 --"],
  ])('is not %s', (_, text) => {
    expect(isId('order', text)).toBe(false);
  });

  it('is hardly ever any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isId('order', text)).toBe(false);
      }),
    );
  });
});

describe('a derived id', () => {
  it('is the same for the same parts', () => {
    expect(deriveId('order', 'cus_1', 'key')).toBe(deriveId('order', 'cus_1', 'key'));
  });

  it('stays what it was in earlier releases, as running orders depend on it', () => {
    expect(deriveId('order', 'cus_1', 'key')).toBe('ord_2k0z2kgajyhc28fs4ed20dj8z6');
  });

  it('tells parts from each other', () => {
    expect(deriveId('order', 'ab', 'c')).not.toBe(deriveId('order', 'a', 'bc'));
  });

  it('tells parts that look like a boundary from each other', () => {
    expect(deriveId('order', 'a', 'b')).not.toBe(deriveId('order', 'a1:b'));
  });

  it('depends on the order of the parts', () => {
    expect(deriveId('order', 'a', 'b')).not.toBe(deriveId('order', 'b', 'a'));
  });

  it('differs whenever the parts differ', () => {
    const parts = fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(deriveId('order', ...a)).not.toBe(deriveId('order', ...b));
      }),
    );
  });

  it('is well-formed for any kind and any parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 4 }),
        (kind, parts) => {
          expect(isId(kind, deriveId(kind, ...parts))).toBe(true);
        },
      ),
    );
  });
});
