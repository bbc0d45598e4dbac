// Migrates as another process would, and tells how many migrations it has applied.
import { migrate } from '../../src/migrate/index.ts';

const [connectionString = '', folder] = process.argv.slice(2);
const { applied } = await migrate({ connectionString, ...(folder !== undefined && { folder: new URL(folder) }) });
process.send?.(applied.length);
process.disconnect?.();
