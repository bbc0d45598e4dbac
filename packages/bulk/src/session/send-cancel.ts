import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Client } from 'pg';

/** Long enough for a far server; a cancel that takes longer is worth no more waiting. */
const timeoutMilliseconds = 5000;
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const upgrade = (socket: Socket, client: Client, ready: (socket: Socket) => void, failed: () => void): void => {
  socket.write(sslRequest);
  socket.once('data', (answer) => {
    if (answer[0] !== 83) return failed();
    const options: unknown = client.ssl;
    const secure = connectTls(
      { socket, servername: client.host, ...(typeof options === 'object' ? options : {}) },
      () => ready(secure),
    );
    secure.once('error', failed);
  });
};

/**
 * Asks the server to cancel what the client is running: a CancelRequest on a connection of its own (PostgreSQL, "Frontend/
 * Backend Protocol", 54.2.8), because no statement can be sent on the busy one and the pool may be empty. Never rejects: the
 * caller learns from the statement's own outcome.
 */
export const sendCancel = (client: Client): Promise<void> =>
  new Promise((resolve) => {
    const processId: unknown = Reflect.get(client, 'processID');
    const secret: unknown = Reflect.get(client, 'secretKey');
    if (typeof processId !== 'number' || typeof secret !== 'number') return resolve();
    const request = Buffer.alloc(16);
    request.writeInt32BE(16, 0);
    request.writeInt32BE(80877102, 4);
    request.writeInt32BE(processId, 8);
    request.writeInt32BE(secret, 12);
    const socket = client.host.startsWith('/')
      ? createConnection(`${client.host}/.s.PGSQL.${client.port}`)
      : createConnection(client.port, client.host);
    const finish = () => {
      socket.destroy();
      resolve();
    };
    // The server closes the connection once it has passed the signal on.
    const send = (on: Socket) => {
      on.once('close', finish);
      on.end(request);
    };
    socket.setTimeout(timeoutMilliseconds, finish);
    socket.once('error', finish);
    socket.once('connect', () => (client.ssl ? upgrade(socket, client, send, finish) : send(socket)));
  });
