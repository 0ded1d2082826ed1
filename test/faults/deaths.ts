import type { Random } from '../../sandbox/vendors/random.ts';
import { shuffled } from './chance.ts';
import type { Death } from './faults.ts';
import { POINTS } from './points.ts';

type PointDeath = Extract<Death, { how: 'at a point' }>;

/** Every way to die at a named point. */
export const POINT_DEATHS: readonly Pick<PointDeath, 'point' | 'when'>[] = POINTS.flatMap((point) => [
  { point, when: 'before' as const },
  { point, when: 'after' as const },
]);

export const deathName = ({ point, when }: Pick<PointDeath, 'point' | 'when'>): string => `${when} ${point}`;

/** Rounds from here on have one death each, at one point: for those that chance passed over. */
const FOCUSED = 100_000;

/** The number of the round that is about this way to die. */
export const focusedRound = (death: (typeof POINT_DEATHS)[number], attempt: number): number =>
  FOCUSED + attempt * POINT_DEATHS.length + POINT_DEATHS.indexOf(death);

/** Passed once or twice a round at most. */
const RARE =
  /confirm|placeInLine|newerWrites|requestApproval|vote|resolve|abandonApproval|lastUndoOf|post|edit|delete|replace/;

/** How the lives of one place end, one after the other; every way has its turn. */
function drawDeaths(random: Random, turn: number, isBusy: boolean): Death[] {
  const at = (offset: number): Death => {
    const death = POINT_DEATHS[(turn + offset) % POINT_DEATHS.length]!;
    return { how: 'at a point', ...death, nth: random.int(1, RARE.test(death.point) ? 2 : isBusy ? 12 : 5) };
  };
  const last: Death = random.chance(0.5)
    ? { how: 'any moment', afterMs: random.int(50, 1_500) }
    : { how: 'stopped', afterMs: random.int(50, 1_500) };
  return [...shuffled(random, [at(0), at(1), at(2)]), ...(random.chance(0.5) ? [last] : [])];
}

/** How the lives of each of the bots of a round end. */
export function deathsOf(random: Random, round: number, bots: number): Death[][] {
  if (round >= FOCUSED) {
    const death = POINT_DEATHS[(round - FOCUSED) % POINT_DEATHS.length]!;
    return Array.from({ length: bots }, () => [{ how: 'at a point', ...death, nth: 1 }]);
  }
  return Array.from({ length: bots }, (_, place) => drawDeaths(random, 3 * (round * bots + place), bots === 1));
}
