import { startBot } from '../../handlers/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Failpoints } from '../../src/engine/failpoints.ts';
import { createLog } from '../../src/log.ts';
import type { Death } from './faults.ts';

/** The real bot as a process that can be told where to die. It loads, says so, and waits for its orders. */
export interface Orders {
  /** `{owner}` in a value becomes the name of this life, so that others can tell who calls. */
  environment: Record<string, string>;
  owner: string;
  leaseMs: number;
  sweepMs: number;
  workingAfterMs: number;
  death?: Extract<Death, { how: 'at a point' }>;
}

export type Report =
  | { is: 'loaded' }
  | { is: 'ready'; port: number }
  | { is: 'passing'; point: string }
  | { is: 'failed'; why: string };

const report = (words: Report) => process.send?.(words);
const die = () => process.kill(process.pid, 'SIGKILL');

/** Lets every step happen, except that the n-th of one kind is this process's last or never comes. */
function dying(death: Orders['death']): Failpoints {
  const passed = new Set<string>();
  let count = 0;
  return (point, step) => {
    if (!passed.has(point)) report({ is: 'passing', point });
    passed.add(point);
    const isLast = point === death?.point && ++count === death.nth;
    if (isLast && death.when === 'before') die();
    const result = step();
    if (!isLast) return result;
    if (!(result instanceof Promise)) die();
    return (result as Promise<unknown>).finally(die) as typeof result;
  };
}

async function start({ environment, death, ...options }: Orders): Promise<void> {
  const own = Object.entries(environment).map(([name, value]) => [name, value.replaceAll('{owner}', options.owner)]);
  const config = loadConfig(Object.fromEntries(own));
  if (!config.slack) throw new Error('The orders need Slack names.');
  const log = createLog(config.logLevel);
  const bot = await startBot({ ...config, slack: config.slack }, log, { ...options, failpoints: dying(death) });
  process.on('SIGTERM', () => void bot.stop().then(() => process.exit(0)));
  report({ is: 'ready', port: bot.port });
}

process.once('message', (orders) => {
  start(orders as Orders).catch((error: unknown) => {
    report({ is: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
process.once('disconnect', () => process.exit(1));
report({ is: 'loaded' });
