import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which cores the contestant gets, and which the load; undefined where processes cannot be pinned. */
export interface Pinning {
  contestant: string | undefined;
  load: string | undefined;
  /** For people. */
  words: string;
}

const canPin = (): boolean => spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/**
 * Half of the cores each, so that neither takes time from the other. On two cores the contestant has one for all of its
 * threads, which is the same for every contestant.
 */
export function choosePinning(): Pinning {
  const cores = availableParallelism();
  if (cores < 2 || !canPin()) return { contestant: undefined, load: undefined, words: 'not pinned' };
  const half = Math.min(4, Math.floor(cores / 2));
  const range = (from: number, count: number) => (count === 1 ? `${from}` : `${from}-${from + count - 1}`);
  const words = `contestant on ${half} ${half === 1 ? 'core' : 'cores'}, load and simulated services on ${half}`;
  return { contestant: range(0, half), load: range(half, half), words };
}

/** The command that runs on these cores. */
export const pinned = (cores: string | undefined, command: readonly string[]): string[] =>
  cores === undefined ? [...command] : ['taskset', '-c', cores, ...command];

/** Moves this very process, with all its threads. */
export function pinSelf(cores: string | undefined): void {
  if (cores !== undefined) spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
}
