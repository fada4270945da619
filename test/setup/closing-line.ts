// Ends every test run with one plain line that counts its test cases: `N passed, N failed`.
import type { Reporter, SerializedError, TestModule, TestSuite } from 'vitest/node';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Words the tally; skipped tests are named only where there are some. */
export function wordTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Counts test cases, and beside them every error that kept a file, a suite or the run itself from finishing. */
export function tallyRun(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  const tally = { ...NOTHING, failed: unhandled.length };
  for (const module of modules) {
    tally.failed += countErrors(module);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that is still pending when the run is over was cut off: its worker died or the run was cancelled.
      tally[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return tally;
}

function countErrors(module: TestModule): number {
  const broken = (entity: TestModule | TestSuite): number => (entity.errors().length > 0 ? 1 : 0);
  let count = broken(module);
  for (const suite of module.children.allSuites()) count += broken(suite);
  return count;
}

/** A run that ends badly without any failed test still says so: its exit code and its last line never disagree. */
export function settleTally(tally: Tally | undefined, exitCode: number): Tally {
  const counted = tally ?? NOTHING;
  const ranNothing = counted.passed + counted.failed === 0;
  return counted.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...counted, failed: 1 } : counted;
}

/** Prints when the process exits, after Vitest's own summary and after the servers of the tests are down. */
export class ClosingLine implements Reporter {
  #tally: Tally | undefined;

  onInit(): void {
    process.once('exit', (code) => {
      const tally = settleTally(this.#tally, code);
      if (tally.failed > 0 && code === 0) process.exitCode = 1;
      process.stdout.write(`${wordTally(tally)}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    this.#tally = tallyRun(modules, unhandled);
  }
}
