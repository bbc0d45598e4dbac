import type { withZod } from '@lab/rest';

/** An instance whose routes are typed by their schemas. */
export type ZodApp = ReturnType<typeof withZod>;
