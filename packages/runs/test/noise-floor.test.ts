import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble, headerOf, sampleOf } from '@lab/bench/testing';
import { expect, it, onTestFinished } from 'vitest';
import { keepNoiseFloor, knownThreshold } from '../src/child/noise-floor.ts';

const openFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'floor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const params = { rows: 200_000, names: undefined };

/** An A/A run of COPY text whose ratio swings by this factor. */
const against = (swing: number, extra = {}) => {
  const header = headerOf({ variants: ['copy-text:a', 'copy-text:b'], baseline: 'copy-text:a', rounds: 6 });
  const samples = Array.from({ length: 6 }, (_, i) => [
    sampleOf('copy-text:a', i + 1, 1000, extra),
    sampleOf('copy-text:b', i + 1, 1000 * (i % 2 === 0 ? swing : 1 / swing), { slot: 1, ...extra }),
  ]);
  return assemble({ ...header, experiment: { ...header.experiment, params } }, samples.flat());
};

const query = { experiment: 'fixture', workload: 'create', server: 'private', variants: ['copy-text'], params };

it('is used for the same parameters and variant only', async () => {
  const labRoot = await openFolder();
  await keepNoiseFloor(labRoot, against(1.05));
  const known = await knownThreshold({ ...query, labRoot, variants: ['prisma-create', 'copy-text'] });
  expect(known).toEqual({
    tau: 0.1025,
    notes: ['Differences under 10.3 % do not count: A/A run of 2026-11-21, copy-text against itself.'],
  });
  const nothing = { tau: undefined, notes: [] };
  expect(await knownThreshold({ ...query, labRoot, variants: ['prisma-create'] })).toEqual(nothing);
  expect(await knownThreshold({ ...query, labRoot, params: { rows: 100 } })).toEqual(nothing);
  expect(await knownThreshold({ ...query, labRoot, server: 'external' })).toEqual(nothing);
  // A later A/A run of the same plan takes its place.
  await keepNoiseFloor(labRoot, against(1.02));
  expect((await knownThreshold({ ...query, labRoot })).tau).toBe(0.05);
});

it('is not kept from a busy machine or from short samples', async () => {
  const labRoot = await openFolder();
  await keepNoiseFloor(labRoot, against(1.05, { noise: { other_cpu_share: 0.5 } }));
  await keepNoiseFloor(labRoot, against(1.05, { noise: { steal_share: 0.5 } }));
  expect(await knownThreshold({ ...query, labRoot })).toEqual({ tau: undefined, notes: [] });
});

it('is said but not used when it is above 25 %', async () => {
  const labRoot = await openFolder();
  await keepNoiseFloor(labRoot, against(1.5));
  expect(await knownThreshold({ ...query, labRoot })).toEqual({
    tau: undefined,
    notes: [
      'The A/A run of 2026-11-21 found differences of 125 % in copy-text by noise alone; a threshold above 25 % is not used.',
    ],
  });
});
