import { z } from 'zod';

const dataSchema = z.object({
  code: z.string().optional(),
  lab: z.object({ code: z.string() }).nullish(),
});

/** What an error of the API carries: tRPC's code, absent where no answer came at all, and ours from the closed table. */
export const errorCodes = (data: unknown): { readonly code: string | undefined; readonly lab: string | undefined } => {
  const { code, lab } = dataSchema.safeParse(data).data ?? {};
  return { code, lab: lab?.code };
};
