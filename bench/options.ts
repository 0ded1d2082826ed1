import { parseArgs } from 'node:util';

export interface Options {
  quick: boolean;
  rounds: number;
  rows: string[];
  /** Go on with the run that was interrupted. */
  resume: boolean;
  /** Write docs/performance.md. */
  write: boolean;
  profile: boolean;
  growth: boolean;
  /** Of growth: only these parts; none named means all. */
  parts: string[];
  /** Path of another build's `main.js`, to compare with. */
  against: string | undefined;
}

/** Throws a TypeError for an unknown option, or for options that do not go together. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      row: { type: 'string', multiple: true, default: [] },
      resume: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      part: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
    },
  });
  const { quick, row: rows, resume, profile, growth, part: parts, against } = values;
  const rounds = Number(values.rounds ?? (quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError('--rounds takes a whole number.');
  if (values.write && (quick || rows.length > 0))
    throw new TypeError('--write takes a full run: no --quick, no --row.');
  if (parts.length > 0 && (!growth || values.write)) throw new TypeError('--part takes --growth, and no --write.');
  return { quick, rounds, rows, resume, write: values.write, profile, growth, parts, against };
}
