// Door "./testing": results as the runner writes them, for tests of what reads them.
export { assemble, headerOf, roundsOf, sampleOf } from './result.ts';
