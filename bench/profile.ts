import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { BOT, type Contestant } from './contestants/contestants.ts';
import type { Pinning } from './contestants/pinning.ts';
import { startContestant } from './contestants/process.ts';
import { Load } from './load/load.ts';
import { resultsFolder, workFolder } from './places.ts';
import { searchesRow, warmUp } from './rows/speed.ts';
import type { World } from './world/world.ts';

/** A question to the inspector of a running node. */
type Ask = (method: string) => Promise<{ profile?: unknown }>;

async function inspect(url: string): Promise<{ ask: Ask; close(): void }> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (result: { profile?: unknown }) => void>();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result: { profile?: unknown } };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  const ask: Ask = (method) => {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    });
  };
  return { ask, close: () => socket.close() };
}

/** Profiles the bot under the search load alone, start-up and warm-up left out. Returns the file's path. */
export async function profileSearches(world: World, pinning: Pinning, contestant: Contestant = BOT): Promise<string> {
  mkdirSync(workFolder, { recursive: true });
  const bot = await startContestant(contestant, { world, pinning, flags: ['--inspect=127.0.0.1:0'] });
  const load = new Load(world, bot.port);
  const stage = { world, bot, load, pinning, quick: true };
  try {
    const url = /ws:\/\/\S+/.exec(readFileSync(join(workFolder, `${contestant.name}.log`), 'utf8'))?.[0];
    if (!url) throw new Error('The bot opened no inspector.');
    const { ask, close } = await inspect(url);
    await warmUp.measure(stage);
    await ask('Profiler.enable');
    await ask('Profiler.start');
    await searchesRow.measure(stage);
    const { profile } = await ask('Profiler.stop');
    close();
    const file = join(resultsFolder, `${contestant.name}-searches.cpuprofile`);
    writeFileSync(file, JSON.stringify(profile));
    return file;
  } finally {
    load.close();
    await bot.stop();
  }
}
