import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownSchema } from '../rows/own-schema.ts';
import type { Measures } from '../rows/row.ts';

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

/** Intents a second of so many processes on one PostgreSQL, as a multiple of what one process does. */
export async function growProcesses(say: (words: string) => void, seconds = 5): Promise<Measures> {
  const rates = new Map<number, number>();
  for (const processes of [1, 2, 4, 8]) {
    const { url, drop } = await ownSchema();
    try {
      const orders = Array.from({ length: processes }, (_, index) => ({
        databaseUrl: url,
        owner: `process-${index}`,
        seconds,
      }));
      const each = await Promise.all(orders.map(work));
      rates.set(
        processes,
        each.reduce((sum, one) => sum + one, 0),
      );
      say(`  ${processes} processes: ${rates.get(processes)!.toFixed(0)} intents a second\n`);
    } finally {
      await drop();
    }
  }
  const [, ...more] = [...rates];
  return Object.fromEntries(
    more.map(([processes, rate]) => [`PostgreSQL: intents a second, ${processes} processes`, rate / rates.get(1)!]),
  );
}
