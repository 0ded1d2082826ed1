import { buildBot } from './build.ts';
import { deathName, focusedRound, POINT_DEATHS } from './deaths.ts';
import { Nursery } from './fleet.ts';
import { type RoundReport, runRound } from './round.ts';

export interface HarnessParts {
  /** How many intents altogether. */
  runs: number;
  intentsPerRound: number;
  /** Rounds lived through side by side. */
  lanes: number;
  bots: number;
  /** Short, so that many lives fit into a minute, but longer than a busy machine keeps a process waiting. */
  leaseMs: number;
  server?: string;
}

export interface Orders {
  seed: number;
  /** Only this round, as often as told. */
  only?: { round: number; times: number };
}

/** What the environment asks for: `FAULTS` (how many), `SEED`, and `ROUND` with `TIMES` to replay one round. */
export function ordersFrom(environment: NodeJS.ProcessEnv): Orders & { runs?: number } {
  const number = (name: string): number | undefined => {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}".`);
    return Number(text);
  };
  const [runs, seed, round] = [number('FAULTS'), number('SEED'), number('ROUND')];
  return {
    seed: seed ?? Math.floor(Math.random() * 1_000_000_000),
    ...(runs === undefined ? {} : { runs }),
    ...(round === undefined ? {} : { only: { round, times: number('TIMES') ?? 1 } }),
  };
}

/** The ways to die at a named point that none of these rounds saw. */
export function unseenDeaths(reports: readonly RoundReport[]): (typeof POINT_DEATHS)[number][] {
  const deaths = reports.flatMap(({ ends }) => ends.map(({ death }) => death));
  const seen = new Set(deaths.map((death) => (death.how === 'at a point' ? deathName(death) : death.how)));
  return POINT_DEATHS.filter((death) => !seen.has(deathName(death)));
}

/** With fewer runs than these, not every point comes to its turn. */
export const COMPLETE_RUNS = 2_000;
const FOCUSED_ATTEMPTS = 8;

/** Lives through all rounds. `onRound` hears of each as it ends. */
export async function runAll(
  { runs, intentsPerRound, lanes, bots, leaseMs, server }: HarnessParts,
  { seed, only }: Orders,
  onRound: (report: RoundReport, left: number) => void,
): Promise<RoundReport[]> {
  const nursery = new Nursery(await buildBot(), lanes * bots + 1);
  const reports: RoundReport[] = [];
  const live = async (waiting: number[]) => {
    const lane = async () => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const parts = { nursery, seed, number, intents: intentsPerRound, bots, leaseMs, ...(server ? { server } : {}) };
        const report = await runRound(parts);
        reports.push(report);
        onRound(report, waiting.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, lane));
  };
  try {
    if (only) await live(Array.from({ length: only.times }, () => only.round));
    else await live(Array.from({ length: Math.ceil(runs / intentsPerRound) }, (_, index) => index + 1));
    for (let attempt = 0; !only && runs >= COMPLETE_RUNS && attempt < FOCUSED_ATTEMPTS; attempt++) {
      await live(unseenDeaths(reports).map((death) => focusedRound(death, attempt)));
    }
  } finally {
    await nursery.close();
  }
  return reports;
}
