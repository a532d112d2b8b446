import { expect, test, vi } from 'vitest';
import { Consents } from '../../../src/api/consents.ts';
import { frozen } from '../../../src/api/frozen.ts';

function memento() {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, preset?: T) => (values.get(key) ?? preset) as T,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
}

test.each([true, false])(
  'An extension is asked about once, and the answer remembered: %j',
  async (answer) => {
    const memory = memento();
    const question = vi.fn(() => Promise.resolve(answer));
    const consents = new Consents(memory);
    const flood = await Promise.all(Array.from({ length: 50 }, () => consents.ask('a.b', question)));
    expect(new Set(flood)).toEqual(new Set([answer]));
    expect(await new Consents(memory).ask('a.b', question)).toBe(answer);
    expect(question).toHaveBeenCalledTimes(1);
    expect(consents.isAllowed('a.b')).toBe(answer);
    expect(consents.isAllowed('c.d')).toBe(false);
  },
);

test('Two that are asked about at once are both remembered', async () => {
  const consents = new Consents(memento());
  const yes = () => Promise.resolve(true);
  await Promise.all([consents.ask('a.b', yes), consents.ask('c.d', yes)]);
  expect([consents.isAllowed('a.b'), consents.isAllowed('c.d')]).toEqual([true, true]);
});

test('Access that is taken back is asked about again', async () => {
  const consents = new Consents(memento());
  await consents.ask('a.b', () => Promise.resolve(true));
  await consents.revoke();
  expect(consents.isAllowed('a.b')).toBe(false);
  expect(await consents.ask('a.b', () => Promise.resolve(false))).toBe(false);
});

test('Plain data is frozen to its end', () => {
  const data = frozen({ list: [{ name: 'x' }] });
  expect(() => Object.assign(data.list[0] ?? {}, { name: 'y' })).toThrow(TypeError);
  expect(() => (data.list as unknown[]).push(1)).toThrow(TypeError);
});
