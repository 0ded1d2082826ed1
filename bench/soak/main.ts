import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BOT } from '../contestants/contestants.ts';
import { choosePinning, pinSelf } from '../contestants/pinning.ts';
import { type Running, startContestant } from '../contestants/process.ts';
import { Load } from '../load/load.ts';
import { resultsFolder, workFolder } from '../places.ts';
import { percentile } from '../report/statistics.ts';
import { startWorld, type World } from '../world/world.ts';
import { plot } from './plot.ts';
import type { Inside } from './probe.ts';
import { Traffic } from './traffic.ts';
import { setTrouble, troubleAt } from './troubles.ts';
import { type Moment, verdictOf } from './verdict.ts';

const PER_SECOND = 20;
const QUIET_MS = 90_000;
const samplesFile = join(workFolder, 'soak-samples.jsonl');
const probe = new URL('./probe.js', import.meta.url).href;

const say = (words: string): void => void process.stdout.write(`${words}\n`);

function databaseMb(dataDir: string): number {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('journal.sqlite'));
  return files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0) / 2 ** 20;
}

function lastInside(): Inside | undefined {
  if (!existsSync(samplesFile)) return undefined;
  const line = readFileSync(samplesFile, 'utf8').trimEnd().split('\n').at(-1);
  return line ? (JSON.parse(line) as Inside) : undefined;
}

const shown = (one: Moment): string =>
  `${one.minutes.toFixed(1)} min: ${one.sent} commands, memory ${one.rssMb.toFixed(0)} MB, ${one.handles} handles, ` +
  `loop p99 ${one.delayP99.toFixed(0)} ms, ack p99 ${one.ackP99.toFixed(0)} ms, journal ${one.databaseMb.toFixed(1)} MB` +
  `${one.late ? `, ${one.late} late` : ''}${one.lost ? `, ${one.lost} lost` : ''}${one.trouble ? ` (${one.trouble})` : ''}`;

/** Sends traffic and makes trouble for so long; a moment every few seconds. */
async function soak(world: World, bot: Running, minutes: number, sampleMs: number): Promise<Moment[]> {
  const load = new Load(world, bot.port);
  const traffic = new Traffic(load, PER_SECOND);
  const moments: Moment[] = [];
  const since = performance.now();
  let trouble: string | undefined;
  let sent = 0;
  const note = () => {
    const inside = lastInside();
    if (!inside) return;
    const tally = traffic.take();
    sent += tally.sent;
    const { at: _, ...measured } = inside;
    const moment: Moment = {
      ...measured,
      minutes: (performance.now() - since) / 60_000,
      trouble,
      databaseMb: databaseMb(bot.dataDir),
      sent,
      ackP99: tally.ackMs.length > 0 ? percentile(tally.ackMs, 0.99) : 0,
      late: tally.late,
      lost: tally.lost,
    };
    moments.push(moment);
    say(shown(moment));
  };
  while (performance.now() - since < minutes * 60_000) {
    await pause(sampleMs);
    const next = troubleAt(performance.now() - since);
    setTrouble(world, next, trouble);
    note();
    trouble = next;
  }
  setTrouble(world, undefined, trouble);
  trouble = undefined;
  await traffic.stop();
  await load.settled(QUIET_MS);
  await pause(sampleMs);
  note();
  load.close();
  return moments;
}

async function main(): Promise<boolean> {
  const minutes = Number(process.env.SOAK_MINUTES ?? 30);
  if (!(minutes > 0)) throw new Error('SOAK_MINUTES takes a number of minutes.');
  // Some hundred moments make a picture.
  const sampleMs = Math.min(5_000, Math.max(1_000, (minutes * 60_000) / 200));
  const pinning = choosePinning();
  pinSelf(pinning.load);
  mkdirSync(workFolder, { recursive: true });
  rmSync(samplesFile, { force: true });
  const world = await startWorld();
  const environment = { BENCH_SAMPLES: samplesFile, BENCH_SAMPLE_MS: String(sampleMs) };
  const bot = await startContestant(BOT, { world, pinning, environment, flags: ['--import', probe] });
  const moments = await soak(world, bot, minutes, sampleMs).finally(() => bot.stop());
  await world.close();

  const findings = verdictOf(moments);
  const { svg, png } = plot(moments, `Bellhop, ${PER_SECOND} commands a second, ${pinning.words}`);
  writeFileSync(join(resultsFolder, 'soak.json'), JSON.stringify({ minutes, moments, findings }, undefined, 1));
  writeFileSync(join(resultsFolder, 'soak.svg'), svg);
  writeFileSync(join(resultsFolder, 'soak.png'), png);
  say('');
  for (const { ok, words } of findings) say(`${ok ? 'good' : 'BAD '}  ${words}`);
  const isGood = findings.every(({ ok }) => ok);
  say(`\n${isGood ? 'It holds.' : 'It does not hold.'} Picture: ${join(resultsFolder, 'soak.png')}`);
  return isGood;
}

// Ending by `exit` takes the bot along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
