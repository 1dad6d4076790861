import { describe, expect, it } from 'vitest';
import { nameFault } from '@/shared/model/name';

describe('nameFault', () => {
  it.each(['a', '0', 'tiny', 'tiny-2', 'a--b', 'x'.repeat(40)])('accepts %s', (name) => {
    expect(nameFault(name)).toBeUndefined();
  });

  it.each([
    ['', 'name'],
    ['x'.repeat(41), '41'],
    ['x'.repeat(300), '300'],
    ['Tiny', 'small'],
    ['tiny model', 'a–z'],
    ['tiny_model', 'a–z'],
    ['tïny', 'a–z'],
    ['tiny.local', 'a–z'],
    ['../etc', 'a–z'],
    ['tiny\n', 'a–z'],
    ['-tiny', 'Begin'],
    ['tiny-', 'Begin'],
    ['-', 'Begin'],
  ])('refuses %j and says why', (name, why) => {
    expect(nameFault(name)).toContain(why);
  });

  it('agrees with the gateway’s rule', () => {
    const rule = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
    const letters = ['a', '9', '-', 'A', '_', ' '];
    const names = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    for (const name of names) expect(nameFault(name) === undefined, name).toBe(rule.test(name));
  });
});
