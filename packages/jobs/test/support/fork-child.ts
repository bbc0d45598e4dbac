import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface ChildHandle extends AsyncDisposable {
  readonly pid: number;
  /** The first message that satisfies the test; rejects when the child ends before. */
  message(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
  send(signal: NodeJS.Signals): void;
  readonly exited: Promise<unknown>;
}

/** Runs a file of `test/children` as a process of its own, with one JSON argument. */
export const forkChild = (file: string, argument: object): ChildHandle => {
  const child = fork(new URL(`../children/${file}.ts`, import.meta.url), [JSON.stringify(argument)], { execArgv: [] });
  const exited = once(child, 'exit');
  const heard: string[] = [];
  const waiting = new Map<string, () => void>();
  child.on('message', (text) => {
    heard.push(String(text));
    waiting.get(String(text))?.();
  });
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    exited,
    kill,
    send: (signal) => {
      child.kill(signal);
    },
    message: (text) =>
      new Promise((resolve, reject) => {
        if (heard.includes(text)) return resolve();
        waiting.set(text, resolve);
        void exited.then(() => reject(new Error(`${file} ended before it said "${text}".`)));
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
    },
  };
};
