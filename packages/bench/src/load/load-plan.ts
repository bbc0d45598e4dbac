import { z } from 'zod';
import { BenchError } from '../errors/bench-error.ts';

const requestSchema = z.object({
  // HEAD is left out: the client closes the connection after each, which would be measured.
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Added to the path of the target; percent-encoded, with its query. */
  path: z.string().regex(/^\/[!-~]*$/, 'a path starts with a slash and is percent-encoded'),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  /** How often it comes up in one pass through all requests; 1 when absent. */
  weight: z.int().min(1).max(10_000).optional(),
  /** What is a right answer; any 2xx when absent. */
  expect: z
    .object({
      status: z.int().min(200).max(599).optional(),
      /** Exact length of the body. */
      bytes: z.int().min(0).optional(),
    })
    .optional(),
});
export type LoadRequest = z.infer<typeof requestSchema>;

const requestsSchema = z.array(requestSchema).min(1);
const secondsSchema = z.number().positive().max(86_400);

const common = {
  /** Base URL of the server: `http://127.0.0.1:8080/api`. */
  target: z.url({ protocol: /^https?$/ }),
  /** Decides the order of the requests. The warm-up has another order of the same requests. */
  seed: z.int().min(0),
  /** Before the window: the same load, not recorded. */
  warmUpSeconds: z.number().min(0).max(3600).default(0),
  /** From the sending of a request to the last byte of its answer. */
  timeoutSeconds: z.number().positive().max(600).default(10),
};

const openSchema = z.object({
  mode: z.literal('open'),
  ...common,
  requests: requestsSchema,
  seconds: secondsSchema,
  ratePerSecond: z.number().positive().max(100_000),
  /** A request that is due while this many are under way is dropped; each has a connection of its own. */
  mostInFlight: z.int().min(1).max(20_000).default(1000),
  /** A request that is sent later than this after it was due counts as late. Three slices of a busy Linux scheduler. */
  lateAfterMs: z.number().positive().default(10),
});

const closedSchema = z.object({
  mode: z.literal('closed'),
  ...common,
  requests: requestsSchema,
  seconds: secondsSchema,
  concurrency: z.int().min(1).max(10_000),
});

const scenarioSchema = z.object({
  mode: z.literal('scenario'),
  ...common,
  /** What a virtual user does, over and over. The requests of one step take turns. */
  steps: z.array(z.object({ requests: requestsSchema, thinkSeconds: z.number().min(0).max(3600) })).min(1),
  /** At the top of the ramp. */
  users: z.int().min(1).max(10_000),
  rampUpSeconds: z.number().min(0).max(86_400),
  holdSeconds: z.number().min(0).max(86_400),
  rampDownSeconds: z.number().min(0).max(86_400),
});

export const loadPlanSchema = z.discriminatedUnion('mode', [openSchema, closedSchema, scenarioSchema]);

/** A load, as plain data: it crosses a process boundary. */
export type LoadPlan = z.input<typeof loadPlanSchema>;
export type OpenLoadPlan = z.input<typeof openSchema>;
export type ScenarioLoadPlan = z.input<typeof scenarioSchema>;

/** With every default filled in. */
export type CheckedPlan = z.output<typeof loadPlanSchema>;
export type CheckedOpenPlan = z.output<typeof openSchema>;
export type CheckedScenarioPlan = z.output<typeof scenarioSchema>;

/** @throws BenchError `bad-input` that names the first field that is wrong. */
export const checkLoadPlan = (plan: LoadPlan): CheckedPlan => {
  const checked = loadPlanSchema.safeParse(plan);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.join('.') || 'it';
    throw new BenchError('bad-input', { problem: `The load cannot be run: ${where}: ${issue?.message}.` });
  }
  if (checked.data.mode === 'scenario' && windowSeconds(checked.data) === 0)
    throw new BenchError('bad-input', { problem: 'The load cannot be run: its ramp takes no time at all.' });
  return checked.data;
};

/** Length of the measured window. */
export const windowSeconds = (plan: CheckedPlan): number =>
  plan.mode === 'scenario' ? plan.rampUpSeconds + plan.holdSeconds + plan.rampDownSeconds : plan.seconds;
