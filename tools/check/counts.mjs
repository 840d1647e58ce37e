// How many tests passed and failed, as each runner says it. A runner that ends badly has at
// least one failure whatever it printed, and so has one that ran no tests.

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * A check without tests of its own passes or fails as one.
 *
 * @param {number} code the exit code
 * @returns {Counts}
 */
export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Cargo prints one summary for each test program.
 *
 * @param {number} code the exit code
 * @param {string} output
 * @returns {Counts}
 */
export function countCargo(code, output) {
  const counts = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(
    /^test result: \w+\. (\d+) passed; (\d+) failed;/gm,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
  }
  return atLeastOneFailure(code, counts);
}

/**
 * Vitest writes a report. A file that could not be loaded is in it without tests, but failed.
 *
 * @param {number} code the exit code
 * @param {string | null} report the JSON text, or null if there is none
 * @returns {Counts}
 */
export function countVitest(code, report) {
  if (report === null) return { passed: 0, failed: 1 };
  /** @type {VitestReport} */
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return atLeastOneFailure(code, {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
  });
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @param {number} code
 * @param {Counts} counts
 * @returns {Counts}
 */
function atLeastOneFailure(code, { passed, failed }) {
  if (failed > 0) return { passed, failed };
  return { passed, failed: code !== 0 || passed === 0 ? 1 : 0 };
}
