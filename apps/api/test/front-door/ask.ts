import { request } from 'node:http';

/** Sends exactly these headers, Host included, which fetch would not. */
export const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      const chunks = await response.setEncoding('utf8').toArray();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: chunks.join('') });
    })
      .on('error', reject)
      .end(body);
  });
