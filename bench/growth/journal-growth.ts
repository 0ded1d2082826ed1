import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NOT_APPROVED_IN_TIME } from '../../src/engine/outcomes.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { workFolder } from '../places.ts';
import { median } from '../report/statistics.ts';
import { ownSchema } from '../rows/own-schema.ts';
import type { Measures } from '../rows/row.ts';
import { fill, live } from './fill.ts';
import { postgresSql, type Sql, sqliteSql } from './sql.ts';

const TIMES = 200;
const PRUNINGS = 8;
const PRUNED_AT_ONCE = 50;

interface Opened extends Pick<Stores, 'journal' | 'drafts'> {
  sql: Sql;
  close(): Promise<void>;
}

async function openSqlite(name: string): Promise<Opened> {
  const dataDir = join(workFolder, name);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const stores = await openStores({ dataDir });
  const sql = await sqliteSql(dataDir);
  return {
    ...stores,
    sql,
    async close() {
      await sql.close();
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openPostgres(): Promise<Opened> {
  const schema = await ownSchema();
  const stores = await openStores({ databaseUrl: schema.url, dataDir: '' });
  return {
    ...stores,
    sql: postgresSql(schema),
    async close() {
      await stores.close();
      await schema.drop();
    },
  };
}

/** Median time of so many calls, one after the other. */
async function timed(work: (turn: number) => Promise<unknown>, times = TIMES): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const since = performance.now();
    await work(turn);
    taken.push(performance.now() - since);
  }
  return median(taken);
}

const intent = (key: string) => ({
  key,
  operation: 'pmp.lead.add',
  input: { name: 'Ada' },
  actor: { id: 'U1', team: 'T0BENCH' },
  origin: { door: 'command' as const, private: false, replyTo: { team: 'T0BENCH', channel: 'C0BENCH' } },
});

async function measureReads(journal: Journal, count: number): Promise<Measures> {
  const middle = `BH-BENCH${Math.floor(count / 2)}`;
  const entry = await journal.find(middle);
  if (!entry) throw new Error('The journal was not filled.');
  const page = { limit: 20 };
  const older = { ...page, before: `${entry.acceptedAt}.${middle}` };
  return {
    'history page': await timed(() => journal.history({}, page)),
    'history page, one person': await timed(() => journal.history({ actor: 'U7' }, page)),
    'history page, one vendor': await timed(() => journal.history({ vendor: 'jumptech' }, page)),
    'history page, far back': await timed(() => journal.history({}, older)),
    show: await timed(() => journal.find(middle)),
  };
}

async function measureWrites(journal: Journal): Promise<Measures> {
  const references: string[] = [];
  const record = await timed(async (turn) => {
    const { entry } = await journal.record(intent(`bench-new:${turn}`), 'accepted', `pmp.lead/new${turn}`, 'write');
    references.push(entry.reference);
  });
  const start = await timed((turn) => journal.start(references[turn]!));
  const outcome = { state: 'succeeded' as const, tookMs: 5 };
  const finish = await timed((turn) => journal.finish(references[turn]!, outcome));
  for (const reference of references) await journal.markNotified(reference, 'succeeded');
  return { record, start, finish };
}

async function measureUpkeep({ journal, drafts }: Opened): Promise<Measures> {
  const sweep = await timed(async () => {
    await journal.claimExpired(50, ['command']);
    await journal.dueApprovals(['command'], NOT_APPROVED_IN_TIME);
    await drafts.claimExpired(50);
    await journal.renewLeases();
  }, 50);
  // The oldest entries, the same number of them at either size.
  let oldest = 0;
  const prune = await timed(async () => {
    oldest += PRUNED_AT_ONCE;
    await journal.prune((await journal.find(`BH-BENCH${oldest}`))!.endedAt!);
  }, PRUNINGS);
  return { sweep, prune };
}

/** What each kind of call costs in a journal with so many intents, in milliseconds. */
async function measureAt(count: number, open: () => Promise<Opened>, say: (words: string) => void): Promise<Measures> {
  const opened = await open();
  try {
    const since = performance.now();
    await fill(opened.journal, opened.sql, count);
    say(`  ${count} intents in ${((performance.now() - since) / 1000).toFixed(0)} s\n`);
    // What was made ready for one size alone would count against the other.
    for (let turn = 0; turn < 50; turn += 1) await live(opened.journal, `warm-${turn}`);
    return {
      ...(await measureReads(opened.journal, count)),
      ...(await measureWrites(opened.journal)),
      ...(await measureUpkeep(opened)),
    };
  } finally {
    await opened.close();
  }
}

/** What each call costs with many intents, as a multiple of what it costs with few. */
export async function growJournal(
  engine: 'SQLite' | 'PostgreSQL',
  sizes: { few: number; many: number },
  say: (words: string) => void,
): Promise<Measures> {
  const open = (size: number) => (engine === 'SQLite' ? () => openSqlite(`growth-${size}`) : openPostgres);
  const before = await measureAt(sizes.few, open(sizes.few), say);
  const many = await measureAt(sizes.many, open(sizes.many), say);
  // Once more: what else the machine did in the meantime shows.
  const after = await measureAt(sizes.few, open(sizes.few), say);
  return Object.fromEntries(
    Object.entries(many).map(([name, value]) => [`${engine}: ${name}`, (2 * value) / (before[name]! + after[name]!)]),
  );
}
