// The door "./cli": what `lab` composes.
export { configureCustomers } from './configure-customers.ts';
export { seed } from './seed.ts';
