import { z } from 'zod';
import type { JsonPage } from '../../../src/core/customer-reader.ts';

const rowsSchema = z.array(z.object({ id: z.int(), first_name: z.string(), revision: z.int() }));
export type Row = z.infer<typeof rowsSchema>[number];

export const rowsOf = ({ results }: Pick<JsonPage, 'results'>): readonly Row[] => rowsSchema.parse(JSON.parse(results));
