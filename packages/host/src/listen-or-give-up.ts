import { giveUp } from './give-up.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Anything that listens, such as a Fastify instance. */
interface Listener {
  /** Resolves with the URL. */
  listen(address: Address): Promise<string>;
}

/** Listens and returns the URL, or ends the start; a port that is taken is a setting to change. */
export const listenOrGiveUp = async (listener: Listener, { host, port }: Address): Promise<string> => {
  try {
    return await listener.listen({ host, port });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    return giveUp(taken ? `PORT ${port} on ${host} is taken; choose another.` : error, taken ? 2 : 1);
  }
};
