import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Row } from './rows-of.ts';

export interface ForkedProcess extends AsyncDisposable {
  /** Resolves when the process says this; rejects when it ends before. */
  says(text: string): Promise<void>;
  /** The rows that a reader process answers. */
  rows(group?: string): Promise<readonly Row[]>;
  kill(): Promise<void>;
}

const answerSchema = z.object({
  question: z.int(),
  rows: z.array(z.object({ id: z.int(), first_name: z.string(), revision: z.int() })),
});

const heard = <T>(child: ChildProcess, pick: (message: unknown) => T | undefined): Promise<T> => {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const listen = (message: unknown): void => {
    const picked = pick(message);
    if (picked !== undefined) resolve(picked);
  };
  const ended = (): void => reject(new Error('The process ended before it answered.'));
  child.on('message', listen).once('exit', ended);
  const stop = (): void => {
    child.off('message', listen).off('exit', ended);
  };
  promise.then(stop, stop);
  return promise;
};

/** Runs a file of `test/cache/children` as a process of its own, with one JSON argument. */
export const forkProcess = (file: string, argument: object): ForkedProcess => {
  const child = fork(new URL(`../children/${file}.ts`, import.meta.url), [JSON.stringify(argument)], { execArgv: [] });
  const exited = once(child, 'exit');
  let questions = 0;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    says: async (text) => {
      await heard(child, (message) => (message === text ? true : undefined));
    },
    rows(group) {
      questions += 1;
      const question = questions;
      const answer = heard(child, (message) => {
        const { data } = answerSchema.safeParse(message);
        return data?.question === question ? data.rows : undefined;
      });
      child.send({ question, ...(group !== undefined && { group }) });
      return answer;
    },
    kill,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await kill();
    },
  };
};
