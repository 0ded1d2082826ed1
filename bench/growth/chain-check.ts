import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStores } from '../../src/stores.ts';
import { workFolder } from '../places.ts';
import type { Measures } from '../rows/row.ts';
import { live } from './fill.ts';

const WORKER = fileURLToPath(new URL('./chain-check-worker.js', import.meta.url));
/** Written at once while a journal is filled: they share their commits. */
const LANES = 200;

/** What checking a chain took. */
export interface Checked {
  checked: number;
  broken: boolean;
  /** The most that the process had in use at once, garbage left out. */
  memoryMb: number;
}

/** A journal whose every intent lived, since a copied chain does not verify. */
async function fillTruly(dataDir: string, count: number): Promise<void> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const { journal, close } = await openStores({ dataDir });
  let number = 0;
  const lane = async () => {
    while (number < count) await live(journal, ++number);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await close();
}

/** In a process of its own, so that nothing else is in its memory. */
function check(dataDir: string): Promise<Checked> {
  const child = fork(WORKER, [dataDir], { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (found) => resolve(found as Checked));
    child.once('exit', (code) => reject(new Error(`The check ended with code ${code}.`)));
  });
}

async function measureAt(count: number, say: (words: string) => void): Promise<number> {
  const dataDir = join(workFolder, `chain-${count}`);
  try {
    await fillTruly(dataDir, count);
    const { checked, broken, memoryMb } = await check(dataDir);
    say(`  ${checked} changes checked, ${memoryMb.toFixed(0)} MB\n`);
    if (broken) throw new Error('The chain of a new journal does not verify.');
    return memoryMb;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Memory for the check of a long chain, as a multiple of that for a fifth of it: a check that streams needs no more. */
export async function growChain(sizes: { few: number; many: number }, say: (words: string) => void): Promise<Measures> {
  const few = await measureAt(sizes.few, say);
  return { 'Memory of a chain check, five times as long': (await measureAt(sizes.many, say)) / few };
}
