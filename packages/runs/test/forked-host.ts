// A host that only forks a run, for tests that kill it: `node forked-host.ts <labRoot> <lockName> <definitionUrl>`.
import { forkRun } from '@lab/runs/child';
import { v7 } from 'uuid';

const [labRoot = '', lockName = '', definitionUrl = ''] = process.argv.slice(2);
await forkRun(
  {
    runId: v7(),
    reason: 'cli',
    definitionUrl,
    workload: 'create',
    rounds: 2,
    seed: 1,
    params: { rows: 500, sabotage: 'hang' },
    variants: ['one-statement'],
  },
  {
    labRoot,
    lockName,
    signal: new AbortController().signal,
    onEvent: (event) => {
      if (event.type === 'progress' && event.progress.current) process.stdout.write('measuring\n');
    },
  },
);
