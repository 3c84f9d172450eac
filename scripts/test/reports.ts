import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Counts } from './step.ts';

/** What a step says of its tests. */
export type Report = Counts & { names: string[]; again: string[] };

/** The first line of what a test says of its failure: a log that was cut lacks the rest. */
export const reason = (said: string | undefined) =>
  said ? `\n    ${stripVTControlCharacters(said).split('\n', 1)[0]}` : '';

type TestOfFile = { status: string; fullName: string; failureMessages: string[] };
type FileOfTests = { name: string; status: string; assertionResults: TestOfFile[] };

/** Reads the report that vitest wrote. */
export function vitestCounts(file: string): Report {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: FileOfTests[];
  };
  const those = (which: (test: TestOfFile) => boolean) =>
    report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(which)
        .map(({ fullName, failureMessages: [said] }) => `${relative('.', name)}: ${fullName}${reason(said)}`),
    );
  const failed = those(({ status }) => status === 'failed');
  return {
    again: those(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0),
    names: [...failed, ...report.testResults.filter(brokenFile).map(({ name }) => relative('.', name))],
    passed: report.numPassedTests,
    // A file that fails before its first test has no failed test to count.
    failed: report.numFailedTests + report.testResults.filter(brokenFile).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const brokenFile = (file: FileOfTests) =>
  file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
