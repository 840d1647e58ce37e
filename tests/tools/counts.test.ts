import { describe, expect, test } from 'vitest';
import { countCargo, countCheck, countVitest } from '../../tools/check/counts.mjs';

const CARGO = `
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

running 2 tests
test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
`;

/** A report with one test file. */
function report(passed: number, failed: number, status: string, results: string[]): string {
  const assertionResults = results.map((result) => ({ status: result }));
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults: [{ status, assertionResults }],
  });
}

test('a check is one test', () => {
  expect(countCheck(0)).toEqual({ passed: 1, failed: 0 });
  expect(countCheck(101)).toEqual({ passed: 0, failed: 1 });
});

describe('cargo', () => {
  test('adds up its test programs', () => {
    expect(countCargo(101, CARGO)).toEqual({ passed: 4, failed: 1 });
  });
  test('a program that dies counts as a failure', () => {
    const died = CARGO.replace('1 failed', '0 failed');
    expect(countCargo(101, died)).toEqual({ passed: 4, failed: 1 });
  });
  test('code that does not compile counts as a failure', () => {
    expect(countCargo(101, 'error[E0308]: mismatched types')).toEqual({ passed: 0, failed: 1 });
  });
  test('no tests is a failure', () => {
    const none = 'test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out';
    expect(countCargo(0, none)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('vitest', () => {
  test('reads its report', () => {
    expect(countVitest(0, report(2, 0, 'passed', ['passed', 'passed']))).toEqual({
      passed: 2,
      failed: 0,
    });
    expect(countVitest(1, report(1, 1, 'failed', ['passed', 'failed']))).toEqual({
      passed: 1,
      failed: 1,
    });
  });
  test('a file that cannot be loaded counts as a failure', () => {
    expect(countVitest(1, report(5, 0, 'failed', []))).toEqual({ passed: 5, failed: 1 });
  });
  test('a crash without a report counts as a failure', () => {
    expect(countVitest(1, null)).toEqual({ passed: 0, failed: 1 });
  });
  test('an error outside all tests counts as a failure', () => {
    expect(countVitest(1, report(1, 0, 'passed', ['passed']))).toEqual({ passed: 1, failed: 1 });
  });
  test('no tests is a failure', () => {
    expect(countVitest(0, report(0, 0, 'passed', []))).toEqual({ passed: 0, failed: 1 });
  });
});
