import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../src/free-port.ts';

const listening = async (host: string) => {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, host, settle));
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  return { port: address.port, [Symbol.asyncDispose]: async () => void server.close() };
};

test.each(['127.0.0.1', '0.0.0.0'])('a port taken on %s moves to the next free one', async (host) => {
  await using taken = await listening(host);
  expect(await freePort(taken.port)).toBeGreaterThan(taken.port);
});

test('a port that was given out is not given out again', async () => {
  const first = await freePort();
  expect(await freePort(first)).toBe(first);
  expect(await freePort(first, { taken: new Set([first]) })).not.toBe(first);
});

test('an address that is not of this machine is said at once, not after all ports', async () => {
  await expect(freePort(3000, { host: '192.0.2.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});

test('a signal ends the search, even while the name of the host is looked up', async () => {
  const stop = new AbortController();
  const search = freePort(3000, { host: 'name.invalid', signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(search).rejects.toThrow('enough');
});
