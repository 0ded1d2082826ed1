import { setTimeout as pause } from 'node:timers/promises';
import { openStores } from '../../src/stores.ts';
import type { Checked } from './chain-check.ts';

/** Checks the chain of the journal in a folder, and sends what that took. */
const [, , dataDir = ''] = process.argv;
const MB = 2 ** 20;

const { journal, close } = await openStores({ dataDir });
await pause(200);
const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
const { checked, broken } = await journal.verifyChain();
clearInterval(timer);
await close();
const found: Checked = { checked, broken: broken !== undefined, memoryMb: (peak - before) / MB };
process.send?.(found, () => process.exit(0));
