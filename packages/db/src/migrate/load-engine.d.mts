import type { SchemaEngine } from '@prisma/schema-engine-wasm';

/** Prisma's own schema engine as WebAssembly: no native binary to download, the same history table and checksums as its command line. */
export function loadEngine(): Promise<typeof SchemaEngine>;
