export { type ErrorCode, type ErrorData, errorTable } from './error-table.ts';
export { isLabError, LabError } from './lab-error.ts';
export { type Problem, toProblem } from './to-problem.ts';
