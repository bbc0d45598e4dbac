import type { FastifyRequest } from 'fastify';
import { isLoopback } from './is-loopback.ts';

/**
 * Whether this caller may sign in with one click: in development, and only somebody at this very machine. The socket's own ends are
 * loopback (whatever a header claims), and nothing in between has forwarded the request: behind a tunnel or reverse proxy on this
 * machine the peer is loopback too, and its headers give it away.
 */
export const offersOneClick = (
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  mode: 'development' | 'production',
): boolean =>
  mode === 'development' &&
  isLoopback(socket.remoteAddress) &&
  isLoopback(socket.localAddress) &&
  !Object.keys(headers).some((name) => /^(x-forwarded-.*|forwarded|x-real-ip|via)$/.test(name));
