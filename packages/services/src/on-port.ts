import { freePort } from './free-port.ts';

/**
 * A port that is kept, or a way to find a free one, which is asked again when somebody else was faster to listen on it.
 * 0 or absent: any free one.
 */
export type PortChoice = number | (() => Promise<number>);

/** Between a choice and the server's listening lie hundreds of milliseconds; losing so often in a row is no accident. */
const attempts = 5;
const taken = /Address already in use/;

/**
 * Launches a server on the chosen port. `launch` returns the server, or what it wrote before it ended. When that says that
 * the address is in use and the choice allows another port, it is launched again; after five such ports `giveUp` makes the
 * error. Every other end is returned.
 */
export const onPort = async <Server extends object>(
  choice: PortChoice = 0,
  launch: (port: number) => Promise<Server | string>,
  giveUp: (sentence: string) => Error,
): Promise<Server | string> => {
  const lost: number[] = [];
  for (;;) {
    const port = typeof choice === 'function' ? await choice() : choice || (await freePort());
    const outcome = await launch(port);
    const kept = typeof choice === 'number' && choice > 0;
    if (typeof outcome !== 'string' || kept || !taken.test(outcome)) return outcome;
    lost.push(port);
    if (lost.length === attempts)
      throw giveUp(`other programs took the ports ${lost.join(', ')}, each just before it could listen there.`);
  }
};
