import { z } from 'zod';

/** What one test runner leaves behind: written by our reporter inside it, read by `lab test`. */
export const testReportSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
});
export type TestReport = z.infer<typeof testReportSchema>;

/** Environment variable that tells a reporter where to write. */
export const reportFileVariable = 'LAB_TEST_REPORT';
