import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../report/statistics.ts';
import { ownSchema } from '../rows/own-schema.ts';
import type { Measures } from '../rows/row.ts';

const COUNTS = [1, 2, 4, 8];
const ROUNDS = 3;
const WORKER = fileURLToPath(new URL('./throughput-worker.js', import.meta.url));

export interface WorkOrder {
  databaseUrl: string;
  owner: string;
  seconds: number;
}

/** One process that takes intents through their life; resolves with how many a second. */
function work(order: WorkOrder): Promise<number> {
  const child = fork(WORKER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('message', (rate) => resolve(rate as number));
    child.once('exit', (code) => reject(new Error(`A worker ended with code ${code}.`)));
  });
}

/** Intents a second of so many processes together, on a journal of their own. */
async function rateOf(processes: number, seconds: number): Promise<number> {
  const { url, drop } = await ownSchema();
  try {
    const order = (index: number): WorkOrder => ({ databaseUrl: url, owner: `process-${index}`, seconds });
    const rates = await Promise.all(Array.from({ length: processes }, (_, index) => work(order(index))));
    return rates.reduce((sum, one) => sum + one, 0);
  } finally {
    await drop();
  }
}

/** Intents a second of several processes on one PostgreSQL, as a multiple of what one process does. */
export async function growProcesses(say: (words: string) => void, seconds = 5): Promise<Measures> {
  const rates = new Map<number, number[]>(COUNTS.map((count) => [count, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [processes, found] of rates) {
      found.push(await rateOf(processes, seconds));
      say(`  round ${round}, ${processes} processes: ${found.at(-1)!.toFixed(0)} intents a second\n`);
    }
  }
  const alone = median(rates.get(1)!);
  return Object.fromEntries(
    [...rates]
      .slice(1)
      .map(([processes, found]) => [`PostgreSQL: intents a second, ${processes} processes`, median(found) / alone]),
  );
}
