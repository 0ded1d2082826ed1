import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Sample } from '../load/load.ts';
import { percentile } from '../report/statistics.ts';
import { ownSchema, type Schema } from './own-schema.ts';
import type { Group, Measures, Row, Stage } from './row.ts';

const SEARCH = '/pmp lead search acme #';
/** Slack gives up after this. */
const ACK_WITHIN_MS = 3_000;
const QUIET_MS = 60_000;

/** What Slack would show as failed; a 200 that says "not taken, try again" is an acknowledgement. */
const late = (samples: readonly Sample[]): number =>
  samples.filter(({ acked, ackMs }) => !acked || ackMs > ACK_WITHIN_MS).length;
const p99 = (samples: readonly Sample[]): number =>
  percentile(
    samples.map(({ ackMs }) => ackMs),
    0.99,
  );
const spoke = (samples: readonly Sample[]): number => samples.filter((one) => one.spoke).length;

async function burst({ load }: Stage, name: string, keepAlive: boolean): Promise<Measures> {
  const samples = await load.paced(SEARCH, { perSecond: 600, seconds: 5, until: 'acked', keepAlive });
  const lost = await load.settled(QUIET_MS);
  return {
    [`${name} late`]: late(samples),
    [`${name} p99`]: p99(samples),
    [`${name} not taken`]: spoke(samples),
    lost,
  };
}

/** 3,000 commands within five seconds. */
export const burstRow: Row = { name: 'burst', measure: (stage) => burst(stage, 'burst', true) };
export const burstNewRow: Row = { name: 'burst-new', measure: (stage) => burst(stage, 'burst new', false) };

const WITH_ALL_VENDORS = [
  SEARCH,
  '/jumptech note add 7d733b90-a506-4d91-8c78-74c3b3be188f Customer rang, case #',
  '/particlespace ticket move tic_# ON_HOLD title="Leaking faucet" description="Leak under the sink"',
  '/jframework sms get sApKpllz4sAplsmzha',
  '/telecomx subscription get CBB1CEAA0390A4886247A688',
];

/** A hundred clients, each of which sends a command a second after its last acknowledgement; no vendor answers. */
export const hangingRow: Row = {
  name: 'hanging',
  async measure({ load, world, quick }) {
    world.vendors.hang(true);
    const until = performance.now() + (quick ? 8_000 : 20_000);
    const samples: Sample[] = [];
    const client = async (_: unknown, index: number) => {
      await pause(index * 10);
      for (let turn = index; performance.now() < until; turn += 1) {
        samples.push(await load.send(WITH_ALL_VENDORS[turn % WITH_ALL_VENDORS.length]!).acked);
        await pause(1_000);
      }
    };
    await Promise.all(Array.from({ length: 100 }, client));
    world.vendors.hang(false);
    await load.settled(QUIET_MS);
    return { 'hanging late': late(samples), 'hanging p99': p99(samples) };
  },
};

const LOCKER = fileURLToPath(new URL('./hold-lock.js', import.meta.url));

/** Another program holds the file's write lock from the moment in which this resolves. */
function lockSqlite(dataDir: string, ms: number): Promise<{ released: Promise<void> }> {
  const child = spawn(process.execPath, [LOCKER, dataDir, String(ms)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const released = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve({ released }));
    child.once('exit', (code) => reject(new Error(`The locking program ended with code ${code}.`)));
  });
}

/** Twenty commands a second, from before the lock until after it. */
async function whileLocked({ load }: Stage, name: string, lockedMs: number, lock: () => Promise<unknown>) {
  const commands = load.paced(SEARCH, { perSecond: 20, seconds: lockedMs / 1000 + 4, until: 'acked' });
  await pause(1_000);
  await lock();
  const samples = await commands;
  await load.settled(QUIET_MS);
  return { [`${name} late`]: late(samples), [`${name} p99`]: p99(samples), [`${name} not taken`]: spoke(samples) };
}

export const sqliteLockedRow: Row = {
  name: 'sqlite-locked',
  measure: (stage) => whileLocked(stage, 'SQLite locked', 12_000, () => lockSqlite(stage.bot.dataDir, 12_000)),
};

/** Created for one start of the bot, dropped after it. */
let schema: Schema | undefined;

async function lockChain(ms: number): Promise<void> {
  const client = new pg.Client({ connectionString: schema!.url });
  await client.connect();
  await client.query('begin');
  await client.query('lock table journal_chain in exclusive mode');
  await pause(ms);
  await client.query('rollback');
  await client.end();
}

export const postgresLockedRow: Row = {
  name: 'postgres-locked',
  measure: (stage) => whileLocked(stage, 'PostgreSQL locked', 9_000, () => lockChain(9_000)),
};

const once = (): number => 1;

/** What must hold whatever comes; a group each, so that the bot starts afresh. */
export const troubleGroups = (warmUp: Row): Group[] => [
  { name: 'burst', contestants: 'bot', rounds: (asked) => Math.min(3, asked), rows: [warmUp, burstRow] },
  { name: 'burst-new', contestants: 'bot', rounds: (asked) => Math.min(3, asked), rows: [warmUp, burstNewRow] },
  {
    name: 'hanging',
    contestants: 'bot',
    rounds: (asked) => Math.min(3, asked),
    environment: ({ vendors }) => ({ ...vendors.environment }),
    rows: [warmUp, hangingRow],
  },
  { name: 'sqlite-locked', contestants: 'bot', rounds: once, rows: [warmUp, sqliteLockedRow] },
  {
    name: 'postgres-locked',
    contestants: 'bot',
    needs: 'PostgreSQL',
    rounds: once,
    async before() {
      schema = await ownSchema();
    },
    environment: () => ({ DATABASE_URL: schema!.url }),
    after: async () => schema!.drop(),
    rows: [warmUp, postgresLockedRow],
  },
];
