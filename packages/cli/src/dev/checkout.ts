import { fileURLToPath } from 'node:url';

/** The folder of this checkout's sources. */
export const checkout = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
