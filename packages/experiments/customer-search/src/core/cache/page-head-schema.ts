import { optimizedPageSchema } from '../../contract/answers.ts';

/** What a page says beside its rows. */
export const pageHeadSchema = optimizedPageSchema.pick({ next: true, previous: true, total: true });
