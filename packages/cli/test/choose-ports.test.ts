import { expect, test } from 'vitest';
import { choosePorts } from '../src/dev/choose-ports.ts';
import { readSettings } from '../src/dev/settings.ts';

const { signal } = new AbortController();
const choose = (given: Record<string, string> = {}) => choosePorts(readSettings(given), signal);

test('two labs that start in the same second get different ports, though no app listens yet', async () => {
  const all = await Promise.all([choose(), choose(), choose()]);
  try {
    const ports = all.flatMap(({ frontDoor, dashboard, worker, proxy }) => [frontDoor, dashboard, worker, proxy]);
    expect(new Set(ports).size).toBe(12);
    expect(all.flatMap(({ moved }) => moved).length).toBeGreaterThanOrEqual(8);
  } finally {
    for (const one of all) one[Symbol.dispose]();
  }
});

test('a port that was asked for is taken while another lab holds it, and free again after it', async () => {
  using first = await choose();
  const asked = { PORT: String(first.frontDoor) };
  await expect(choose(asked)).rejects.toThrow(/^The setting PORT must be a free port .*which is taken\.$/);
  first[Symbol.dispose]();
  using again = await choose(asked);
  expect(again.frontDoor).toBe(first.frontDoor);
});
