import { BARE, BOT } from '../contestants/contestants.ts';
import { type Results, valuesOf } from './results.ts';
import { median, spread } from './statistics.ts';

/** One row of the table. */
export interface Figure {
  /** As the table and the README name it. */
  title: string;
  /** For people: what is asked for, and in brackets the next goal. */
  goal: string;
  /** Name of the measure. */
  of: string;
  /** `ratio`: the bot's median over the bare app's; `value`: the bot's own, in `unit`. */
  kind: 'ratio' | 'value';
  unit?: string;
  isMet(value: number): boolean;
}

const atLeast = (least: number) => (value: number) => value >= least;
const atMost = (most: number) => (value: number) => value <= most;

const ratio = (title: string, of: string, goal: string, isMet: Figure['isMet']): Figure => ({
  title,
  of,
  goal,
  kind: 'ratio',
  isMet,
});

const value = (title: string, of: string, goal: string, isMet: Figure['isMet'], unit?: string): Figure => ({
  title,
  of,
  goal,
  kind: 'value',
  isMet,
  ...(unit ? { unit } : {}),
});

/** The table of goals, in its order. */
export const figures: readonly Figure[] = [
  ratio('Acks a second, 50 clients', 'acks/s', '>= 1.0 (1.5)', atLeast(1)),
  ratio('Ack p50, 50 clients', 'ack p50', '<= 1.0 (0.7)', atMost(1)),
  ratio('Ack p99, 50 clients', 'ack p99', '<= 1.0 (0.7)', atMost(1)),
  ratio('Whole searches a second, 50 clients', 'searches/s', '>= 1.0 (1.5)', atLeast(1)),
  ratio('CPU time of a search', 'CPU ms a search', '<= 1.0', atMost(1)),
  ratio('Overhead p50 at 20 a second', 'overhead p50', '<= 1.0 (0.75)', atMost(1)),
  ratio('Overhead p99 at 20 a second', 'overhead p99', '<= 1.0 (0.75)', atMost(1)),
  ratio('Ack p99 beside 10,000-lead searches', 'long ack p99', '<= 0.5 (0.25)', atMost(0.5)),
  ratio('Start-up to the first answer', 'start-up', '<= 0.7 (0.5)', atMost(0.7)),
  ratio('Memory idle', 'memory idle', '<= 1.1', atMost(1.1)),
  ratio('Memory after 50,000 commands', 'memory after', '<= 1.0', atMost(1)),
  value('Memory, last quarter of them to the third', 'memory growth', '<= 1.05', atMost(1.05), 'x'),
  value('Slack calls a command', 'Slack calls', '1', atMost(1.2)),
  value('Vendor calls a command', 'vendor calls', '1', atMost(1)),
  value('3,000 commands in 5 s: acks after 3 s', 'burst late', '0', atMost(0)),
  value('3,000 commands in 5 s: ack p99', 'burst p99', '< 500 ms', atMost(500), 'ms'),
  value('The same on new connections: acks after 3 s', 'burst new late', '0', atMost(0)),
  value('The same on new connections: ack p99', 'burst new p99', '< 500 ms', atMost(500), 'ms'),
  value('All vendors hanging, 100 clients: ack p99', 'hanging p99', '< 100 ms', atMost(100), 'ms'),
  value('SQLite locked for 12 s: acks after 3 s', 'SQLite locked late', '0', atMost(0)),
  value("PostgreSQL's chain locked for 9 s: acks after 3 s", 'PostgreSQL locked late', '0', atMost(0)),
];

const ENGINES = ['SQLite', 'PostgreSQL'];
const JOURNAL_CALLS = [
  'history page',
  'history page, one person',
  'history page, one vendor',
  'history page, far back',
  'show',
  'record',
  'start',
  'finish',
  'sweep',
  'prune',
];

const grown = (title: string, goal: string, isMet: Figure['isMet']): Figure => value(title, title, goal, isMet, 'x');

/** What `--growth` measures: each the cost, or the throughput, of many as a multiple of that of few. */
export const growthFigures: readonly Figure[] = [
  ...ENGINES.flatMap((engine) => JOURNAL_CALLS.map((call) => grown(`${engine}: ${call}`, '<= 1.5', atMost(1.5)))),
  ...[2, 4, 8].map((count) => grown(`PostgreSQL: intents a second, ${count} processes`, '> 1', atLeast(1.05))),
  grown('Memory of a chain check, five times as long', '<= 1.5', atMost(1.5)),
  ...['start-up', '/ops help', '/pmp help'].map((what) => grown(`1,000 operations: ${what}`, '<= 2', atMost(2))),
];

export interface Found {
  /** Medians of the rounds. */
  value: number;
  spread: [number, number];
  rounds: number;
}

/** What was found for a figure, as the ratio or value of a contestant; undefined when it was not measured. */
export function find(results: Results, { of, kind }: Figure, contestant = BOT.name): Found | undefined {
  const values = valuesOf(results, contestant, of);
  if (values.length === 0) return undefined;
  const base = kind === 'ratio' ? median(valuesOf(results, BARE.name, of)) : 1;
  if (Number.isNaN(base)) return undefined;
  const scaled = values.map((value) => value / base);
  return { value: median(scaled), spread: spread(scaled), rounds: values.length };
}
