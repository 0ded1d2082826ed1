import { openStores } from '../../src/stores.ts';
import type { Checked } from './chain-check.ts';

/** Checks the chain of the journal in a folder, and sends what that took. */
const [, , dataDir = ''] = process.argv;
const MB = 2 ** 20;
/** A collection takes some ten milliseconds, and the check should go on as well. */
const SAMPLE_MS = 100;

const { journal, close } = await openStores({ dataDir });
const { gc } = globalThis;
if (!gc) throw new Error('Start it with --expose-gc.');
let peak = 0;
const sample = () => {
  gc();
  const { heapUsed, external } = process.memoryUsage();
  peak = Math.max(peak, heapUsed + external);
};
const timer = setInterval(sample, SAMPLE_MS);
const { checked, broken } = await journal.verifyChain();
clearInterval(timer);
sample();
await close();
const found: Checked = { checked, broken: broken !== undefined, memoryMb: peak / MB };
process.send?.(found, () => process.exit(0));
