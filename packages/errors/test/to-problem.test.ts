import { type ErrorCode, errorTable, isLabError, LabError, toProblem } from '@lab/errors';
import { describe, expect, test } from 'vitest';

/** Parsed rather than cast: the table is the only list of codes. */
const isCode = (name: string): name is ErrorCode => name in errorTable;
const codes = Object.keys(errorTable).filter(isCode);

describe('LabError', () => {
  test('fills its sentence from its data, lists with commas', () => {
    const error = new LabError('unknown-variant', { workload: 'create', variant: 'x', allowed: ['a', 'b'] });
    expect(error.message).toBe('Workload create has no variant "x"; it has a, b.');
    expect(error.status).toBe(400);
    expect(isLabError(error)).toBe(true);
  });

  test('data that is missing never shows a placeholder or undefined', () => {
    for (const code of codes) {
      expect(new LabError(code).message).not.toMatch(/[{}]|undefined|null/);
    }
  });

  test('values that look like placeholders are not filled again', () => {
    expect(new LabError('bad-input', { problem: '{allowed} $& $1', allowed: 'x' }).message).toBe('{allowed} $& $1');
  });

  test('keeps its cause for the log', () => {
    const cause = new Error('socket');
    expect(new LabError('queue-unavailable', {}, { cause }).cause).toBe(cause);
  });
});

describe('problem details (RFC 9457)', () => {
  test.each(codes)('%s has the whole shape', (code) => {
    const problem = toProblem(new LabError(code, { id: 'log-1' }), 'log-2');
    expect(problem).toEqual({
      type: expect.stringMatching(new RegExp(`^https://.+/${code}$`)),
      title: code.replaceAll('-', ' '),
      status: errorTable[code].status,
      code,
      detail: new LabError(code, { id: 'log-1' }).message,
      data: { id: 'log-1' },
    });
    expect(JSON.parse(JSON.stringify(problem))).toEqual(problem);
  });

  test.each([
    ['an error', new Error('password=hunter2')],
    ['a string', 'password=hunter2'],
    ['nothing', undefined],
    ['something that only looks like ours', { name: 'LabError', code: 'bad-input', message: 'password=hunter2' }],
  ])('%s that nobody foresaw says nothing but the id of the log entry', (_, error) => {
    const problem = toProblem(error, 'log-7');
    expect(problem).toMatchObject({ status: 500, code: 'unexpected', data: { id: 'log-7' } });
    expect(problem.detail).toContain('log-7');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});
