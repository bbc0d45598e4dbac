import {
  describeParameters,
  type ExperimentContract,
  isBenchError,
  type ParameterInfo,
  resolvePlan,
  roundsLimits,
  seedLimits,
  tauLimits,
  usualTau,
} from '@lab/bench';
import { LabError } from '@lab/errors';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import type { BenchExperiment } from './experiments.ts';
import { helpOf } from './help-of.ts';

/** One run that was asked for, checked against the contract. */
interface PlannedBench {
  readonly workload: string;
  /** Undefined: all of the workload. */
  readonly variants: readonly string[] | undefined;
  readonly rounds: number;
  readonly seed: number;
  readonly params: Readonly<Record<string, unknown>>;
}

export type BenchArguments =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly experiment: BenchExperiment;
      /** More than one with `--standard`. */
      readonly plans: readonly PlannedBench[];
      readonly json: string | undefined;
      readonly report: boolean;
      readonly aa: boolean;
      /** Undefined: what the machine's A/A runs ask for, or 5 %. */
      readonly tau: number | undefined;
      readonly databaseUrl: string | undefined;
    };

const optionsSchema = z.object({
  workload: z.string().optional(),
  variants: z.string().optional(),
  rounds: z.string().optional(),
  seed: z.string().optional(),
  tau: z.string().optional(),
  json: z.string().optional(),
  databaseUrl: z.string().optional(),
  report: z.boolean().default(false),
  aa: z.boolean().default(false),
  standard: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** Text stays text when it is no number: the check that follows then names it in its sentence. */
const numberOr = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);

const whole = (name: string, text: string | undefined, limits: { readonly least: number; readonly most: number }) => {
  const value = text === undefined ? undefined : numberOr(text);
  if (typeof value !== 'string') return value;
  throw new LabError('out-of-range', { name, value, allowed: `a whole number from ${limits.least} to ${limits.most}` });
};

const shareOf = (name: string, text: string | undefined, limits: { readonly least: number; readonly most: number }) => {
  const value = text === undefined ? undefined : numberOr(text);
  if (typeof value !== 'string') return value;
  throw new LabError('out-of-range', { name, value, allowed: `a number from ${limits.least} to ${limits.most}` });
};

/** The flags of one experiment: the fixed ones and one per parameter of its schema. */
const createBenchCommand = (contract: ExperimentContract): Command => {
  const workloads = contract.workloads.map(({ id }) => id);
  const command = new Command(`bench ${contract.slug}`)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .helpOption(false)
    .argument('[experiment]')
    .option('--workload <id>', `what is done: ${workloads.join(', ')}; ${workloads[0]} when absent`)
    .option('--variants <ids>', 'comma-separated; all of the workload when absent')
    .option(
      '--rounds <n>',
      `measured rounds, ${roundsLimits.least} to ${roundsLimits.most}; ${roundsLimits.initial} when absent; 6 are needed for an interval`,
    )
    .option('--seed <n>', `order and data, the same seed repeats both; ${seedLimits.initial} when absent`)
    .option(
      '--tau <share>',
      `smallest difference that counts; ${usualTau} when absent, unless an A/A run of this plan has found more`,
    )
    .option('--json <file>', 'write the result, also of a run that was stopped')
    .option('--report', 'store the run where the dashboard shows it, while it runs')
    .option('--aa', 'measure one variant against itself: the noise of this machine')
    .option('--standard', "the experiment's standard plan, one run after the other")
    .option('--database-url <url>', 'measure on this server, in its database lab_bench')
    .option('--help', 'this text');
  for (const { flag, name, kind, description, allowed, initial } of describeParameters(contract.parameters)) {
    const after = initial === undefined ? '' : `; ${String(initial)} when absent`;
    const option = new Option(
      `--${flag} <${kind === 'choice' || kind === 'boolean' ? 'value' : kind === 'text' ? 'text' : 'n'}>`,
    );
    option.description = `${description ? `${description} ` : ''}(${allowed}${after})`;
    // Kept under its own name, so that a parameter may be called like a fixed flag's camel case.
    option.attributeName = () => `param:${name}`;
    command.addOption(option);
  }
  return command;
};

const parseFlags = (command: Command, contract: ExperimentContract, argv: readonly string[]) => {
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const flags = command.options.map(({ long }) => long).join(', ');
    const wrong = /'(--?[^' ]+)/.exec(error.message)?.[1];
    const problem =
      error.code === 'commander.unknownOption'
        ? `bench ${contract.slug} has no flag ${wrong}; it has ${flags}.`
        : error.code === 'commander.optionMissingArgument'
          ? `${wrong} needs a value; "bench ${contract.slug} --help" lists what is allowed.`
          : `${error.message.replace(/^error: /, '')}; "bench ${contract.slug} --help" lists what is allowed.`;
    throw new LabError('bad-input', { problem }, { cause: error });
  }
  return command.opts();
};

const readValue = (text: string, kind: ParameterInfo['kind']): unknown => {
  if (kind === 'integer' || kind === 'number') return numberOr(text);
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
};

const paramsOf = (
  contract: ExperimentContract,
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const params: Record<string, unknown> = {};
  for (const { name, kind } of describeParameters(contract.parameters)) {
    const given = options[`param:${name}`];
    if (typeof given === 'string') params[name] = readValue(given, kind);
  }
  return params;
};

/**
 * Reads a command line. Everything is checked here, so that nothing has been started when something is wrong.
 *
 * @param argv what follows `lab bench`.
 * @throws LabError whose sentence names what is allowed.
 */
export const parseArguments = (argv: readonly string[], experiments: readonly BenchExperiment[]): BenchArguments => {
  const slugs = experiments.map(({ contract }) => contract.slug);
  const slug = argv.find((argument) => !argument.startsWith('-'));
  if (slug === undefined || argv[0] !== slug) {
    const first = argv[0];
    if (first === '--help' || first === '-h')
      return { kind: 'help', text: helpOf(experiments.map(({ contract }) => contract)) };
    throw new LabError('bad-input', {
      problem: `Name an experiment first: ${slugs.map((name) => `bench ${name}`).join(', ')}.`,
    });
  }
  const experiment = experiments.find(({ contract }) => contract.slug === slug);
  if (!experiment) throw new LabError('unknown-experiment', { experiment: slug, allowed: slugs });
  const { contract } = experiment;
  const command = createBenchCommand(contract);
  const flags = parseFlags(
    command,
    contract,
    argv.map((argument) => (argument === '-h' ? '--help' : argument)),
  );
  const options = optionsSchema.parse(flags);
  if (options.help) return { kind: 'help', text: helpOf([contract], command) };
  const given = paramsOf(contract, flags);
  const check = (planned: {
    readonly workload?: string | undefined;
    readonly variants?: readonly string[] | undefined;
    readonly rounds?: number | undefined;
    readonly params: Readonly<Record<string, unknown>>;
  }): PlannedBench => {
    try {
      const plan = resolvePlan(contract, { ...planned, seed: whole('seed', options.seed, seedLimits), tau });
      return {
        workload: plan.workload.id,
        variants: planned.variants && plan.variants.map(({ id }) => id),
        rounds: plan.rounds,
        seed: plan.seed,
        params: plan.params,
      };
    } catch (error) {
      throw isBenchError(error) ? new LabError(error.code, error.data, { cause: error }) : error;
    }
  };
  const rounds = whole('rounds', options.rounds, roundsLimits);
  const tau = shareOf('tau', options.tau, tauLimits);
  const variants = options.variants
    ?.split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (options.standard && (options.workload !== undefined || variants))
    throw new LabError('bad-input', {
      problem: '--standard runs its own workloads and variants; leave out --workload and --variants.',
    });
  const plans = options.standard
    ? contract.standardPlan.map((planned) =>
        check({
          workload: planned.workload,
          rounds: rounds ?? planned.rounds,
          params: { ...planned.params, ...given },
        }),
      )
    : [check({ workload: options.workload, variants, rounds, params: given })];
  if (options.json !== undefined && plans.length > 1)
    throw new LabError('bad-input', {
      problem: '--json holds one run; with --standard use --report, or run the workloads one by one.',
    });
  const { json, report, aa, databaseUrl } = options;
  if (aa && (options.standard || (variants?.length ?? 0) > 1))
    throw new LabError('bad-input', {
      problem: '--aa measures one variant against itself; name one with --variants, or none for the baseline.',
    });
  if (aa && tau !== undefined)
    throw new LabError('bad-input', { problem: '--aa finds out which differences count; leave out --tau.' });
  if (databaseUrl !== undefined && !URL.parse(databaseUrl)?.protocol.startsWith('postgres'))
    throw new LabError('bad-input', {
      problem: '--database-url must be an address such as postgresql://user:password@host:5432/postgres.',
    });
  return { kind: 'run', experiment, plans, json, report, aa, tau, databaseUrl };
};
