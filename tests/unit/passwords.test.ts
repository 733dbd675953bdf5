import { describe, expect, it } from 'vitest';
import { createPasswordPool, hashPassword, isPassword } from '../../services/auth/passwords.ts';

describe('a password', () => {
  it('is that of its hash alone, which is argon2id at 19 MiB and two passes', async () => {
    const hashed = await hashPassword('correct horse');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword('correct horse', hashed)).toBe(true);
    expect(await isPassword('wrong horse', hashed)).toBe(false);
  });

  it.each([
    ['nobody', undefined],
    ['an account without a password', 'no login'],
  ])('of %s is wrong, and takes as much work to say', async (_who, hashed) => {
    const real = await hashPassword('correct horse');
    const spent = { known: 0, unknown: 0 };
    // Time on the processor, of all threads: the clock on the wall tells how busy the machine is.
    for (let round = 0; round < 20; round += 1) {
      for (const [who, against] of [
        ['known', real],
        ['unknown', hashed],
      ] as const) {
        const before = process.cpuUsage();
        expect(await isPassword('wrong horse', against)).toBe(false);
        const { user, system } = process.cpuUsage(before);
        spent[who] += user + system;
      }
    }
    // A hash is 19 MiB of work; without it the answer would take microseconds.
    expect(spent.unknown / spent.known).toBeGreaterThan(0.7);
    expect(spent.unknown / spent.known).toBeLessThan(1.4);
  });
});

describe('the pool', () => {
  it('lets so many work at once and so many wait, and sends the rest away at once', async () => {
    const pool = createPasswordPool(2);
    let [working, most] = [0, 0];
    const release: (() => void)[] = [];
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await new Promise<void>((resolve) => release.push(resolve));
      working -= 1;
    };
    const all = Array.from({ length: 200 }, () =>
      pool.inTurn(work).then(
        () => 'done',
        (error) => error.code,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
    const open = setInterval(() => release.splice(0).forEach((resolve) => void resolve()), 1);
    const outcomes = await Promise.all(all);
    clearInterval(open);
    expect(most).toBe(2);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(2 + 2 * 64);
    expect(outcomes.filter((outcome) => outcome === 'too-busy')).toHaveLength(200 - 130);
  });
});
