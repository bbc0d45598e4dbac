import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number(), runId: z.string(), title: z.string(), since: z.string() });
/** Who measures on this machine. */
export type LockHolder = z.infer<typeof holderSchema>;

export interface MachineLockOptions {
  readonly holder: LockHolder;
  readonly signal: AbortSignal;
  /** Called when another run holds the lock, and whenever that changes; undefined when the holder does not say who it is. */
  readonly onWait: (holder: LockHolder | undefined) => void;
  /** Another lock than the one of the machine; for tests. */
  readonly name?: string;
}

// An abstract socket of Linux has no file: it is gone with its process, however that ends, and cannot go stale. Elsewhere a
// fixed port on loopback has the same property.
const addressOf = (name: string) =>
  process.platform === 'linux' ? { path: `\0${name}` } : { host: '127.0.0.1', port: 47_615 };

const answerMs = 1000;

interface Held {
  readonly server: Server;
  readonly waiting: ReadonlySet<Socket>;
}

const listen = (name: string, holder: LockHolder): Promise<Held | undefined> =>
  new Promise((resolve, reject) => {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => waiting.delete(socket));
      socket.write(`${JSON.stringify(holder)}\n`);
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ ...addressOf(name), exclusive: true }, () => resolve({ server, waiting }));
  });

/** Asks who holds the lock and stays connected until that process lets go or ends. */
const waitForRelease = (name: string, { signal, onWait }: MachineLockOptions): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(addressOf(name));
    let text = '';
    const unanswered = setTimeout(() => onWait(undefined), answerMs);
    const finish = () => {
      clearTimeout(unanswered);
      signal.removeEventListener('abort', finish);
      socket.destroy();
      resolve();
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(unanswered);
      const parsed = holderSchema.safeParse(JSON.parse(text.slice(0, text.indexOf('\n'))));
      onWait(parsed.data);
    });
    socket.once('error', finish);
    socket.once('close', finish);
    signal.addEventListener('abort', finish, { once: true });
  });

/**
 * One measurement at a time per machine: two at once would measure each other. A lock of the operating system, so that
 * nothing has to be cleaned up after SIGKILL. Waits for its turn; the signal ends the wait.
 *
 * @throws the signal's reason.
 */
export const takeMachineLock = async (options: MachineLockOptions): Promise<AsyncDisposable> => {
  const name = options.name ?? 'backend-lab/measuring';
  for (;;) {
    options.signal.throwIfAborted();
    const held = await listen(name, options.holder);
    if (held) {
      return {
        [Symbol.asyncDispose]: async () => {
          const closed = new Promise((resolve) => held.server.close(resolve));
          // Waiters learn of the release by the end of their connection.
          for (const socket of held.waiting) socket.destroy();
          await closed;
        },
      };
    }
    await waitForRelease(name, options);
  }
};
