// The door "./cli": what `lab` composes.
export { seed } from './seed.ts';
