import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsFolder } from '../places.ts';
import type { Measures } from '../rows/row.ts';

/** One row of one contestant in one round. */
export interface Measured {
  round: number;
  group: string;
  contestant: string;
  measures: Measures;
}

/** All that a run measured; written after every visit, so that an interrupted run can go on. */
export interface Results {
  startedAt: string;
  machine: string;
  measured: Measured[];
}

const fileOf = (name: string): string => join(resultsFolder, `${name}.json`);

export function readResults(name: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Results;
  } catch {
    return undefined;
  }
}

export function writeResults(name: string, results: Results): void {
  mkdirSync(resultsFolder, { recursive: true });
  const file = fileOf(name);
  writeFileSync(`${file}.new`, `${JSON.stringify(results, undefined, 1)}\n`);
  renameSync(`${file}.new`, file);
}

/** What one contestant did in one measure, a value a round. */
export const valuesOf = ({ measured }: Results, contestant: string, measure: string): number[] =>
  measured.flatMap((one) => (one.contestant === contestant ? (one.measures[measure] ?? []) : []));
