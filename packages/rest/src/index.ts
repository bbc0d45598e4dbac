// What every package with REST routes builds on: who the caller is, how input is checked, how answers are described.
export { addressGroup } from './address-group.ts';
export { answer } from './answer.ts';
export type { Authenticate, Caller } from './caller.ts';
export { problemSchema } from './problem-schema.ts';
export { problems } from './problems.ts';
export { withZod } from './with-zod.ts';
