import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { build } from 'esbuild';
import type { Place } from './places.ts';

const repository = join(import.meta.dirname, '../..');
let program: Promise<string> | undefined;

/** `busy-process.ts` as one module that any Node runs. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'busy-process.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A process that has loaded everything and waits to be told `go`. */
async function prepare(task: 'work' | 'open', where: Place['where'], name: string) {
  program ??= bundled();
  const parameters = [task, JSON.stringify(where), name];
  const child = spawn(process.execPath, ['--input-type=module', '--eval', await program, ...parameters], {
    cwd: repository,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: Interface = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return {
    lines,
    exited: once(child, 'exit'),
    go: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
  };
}

/** Kills a working process without warning. Returns what it had been promised by then. */
export async function killWhenBusy(where: Place['where'], promises: number) {
  const { lines, exited, go, kill } = await prepare('work', where, 'busy');
  const promised: { reference: string; state: string }[] = [];
  lines.on('line', (line) => {
    const [reference = '', state = ''] = line.split(' ');
    promised.push({ reference, state });
    if (promised.length === promises) kill();
  });
  go();
  await Promise.all([exited, once(lines, 'close')]);
  return promised;
}

/** Exit codes of processes that open the journal, record one intent and close it, all at the same time. */
export async function openFromManyProcesses(where: Place['where'], count: number): Promise<number[]> {
  const names = Array.from({ length: count }, (_, index) => `process ${index}`);
  const processes = await Promise.all(names.map((name) => prepare('open', where, name)));
  for (const { go } of processes) go();
  return Promise.all(processes.map(async ({ exited }) => (await exited)[0]));
}
