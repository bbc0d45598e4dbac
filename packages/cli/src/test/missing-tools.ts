import { findExecutable } from '@lab/services';

export interface MissingTool {
  readonly needed: string;
  /** What cannot run without it. */
  readonly for: string;
  /** How to get it on Debian and its relatives. */
  readonly install: string;
}

const tools = [
  { names: ['chromium', 'chromium-browser', 'google-chrome'], for: 'the browser tests', install: 'chromium' },
  { names: ['redis-server', 'valkey-server'], for: 'the queue tests on Redis', install: 'redis-server' },
  { names: ['psql'], for: 'the comparison with psql', install: 'postgresql-client' },
  { names: ['openssl'], for: 'the tests of servers that require TLS', install: 'openssl' },
] as const;

/** Programs that some tests need and that are not on PATH. The tests find them in the same way and skip themselves. */
export const missingTools = async (path?: string): Promise<MissingTool[]> => {
  const found = await Promise.all(tools.map(({ names }) => findExecutable(names, path)));
  return tools
    .filter((_, index) => found[index] === undefined)
    .map(({ names, for: what, install }) => ({ needed: names[0], for: what, install: `apt-get install ${install}` }));
};
