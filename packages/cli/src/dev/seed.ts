import { experiments } from '../experiments.ts';

/** Small demo data of every experiment, so that no page is empty at first. Each adds only what is missing. */
export const seed = async (connectionString: string): Promise<void> => {
  const { createPool } = await import('@lab/db');
  const pool = createPool({ connectionString, applicationName: 'lab-seed', max: 2 });
  try {
    for (const load of Object.values(experiments)) {
      const door = await load();
      await door.seed?.(pool);
    }
  } finally {
    await pool.end();
  }
};
