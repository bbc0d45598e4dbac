import { createServer, type Server } from 'node:net';
import { freePort } from '../src/free-port.ts';

/** Listens on a free port, as a program that was faster, and says which. */
const occupy = async (servers: Server[]): Promise<number> => {
  const port = await freePort();
  const server = createServer();
  servers.push(server);
  await new Promise<void>((settle, reject) => server.once('error', reject).listen(port, '127.0.0.1', settle));
  return port;
};

/** Chooses ports of which the first `losses` are taken by somebody else between the choice and the start. */
export const lostRace = (losses: number) => {
  const servers: Server[] = [];
  const chosen: number[] = [];
  return {
    chosen,
    choose: async (): Promise<number> => {
      const port = chosen.length < losses ? await occupy(servers) : await freePort();
      chosen.push(port);
      return port;
    },
    [Symbol.dispose]: () => {
      for (const server of servers) server.close();
    },
  };
};
