import { median } from '../report/statistics.ts';

/** The state of things at one moment of a soak. */
export interface Moment {
  /** Since its beginning. */
  minutes: number;
  trouble: string | undefined;
  rssMb: number;
  heapMb: number;
  handles: number;
  delayP99: number;
  delayMax: number;
  databaseMb: number;
  /** All commands so far. */
  sent: number;
  /** Of those since the moment before. */
  ackP99: number;
  late: number;
  lost: number;
}

export interface Finding {
  ok: boolean;
  /** One sentence with its figures. */
  words: string;
}

const MEMORY_GROWTH = 1.1;
const HANDLES_MORE = 20;
const DELAY_MS = 100;
const SIZE_GROWTH = 1.25;

const between = (moments: readonly Moment[], from: number, to: number): Moment[] =>
  moments.slice(Math.floor(moments.length * from), Math.ceil(moments.length * to));
const medianOf = (moments: readonly Moment[], of: (moment: Moment) => number): number => median(moments.map(of));
const sumOf = (moments: readonly Moment[], of: (moment: Moment) => number): number =>
  moments.reduce((sum, one) => sum + of(one), 0);

/** While something is wrong more is under way, which is no leak; all moments where no other is left. */
function calmOf(moments: readonly Moment[]): readonly Moment[] {
  const calm = moments.filter(({ trouble }) => trouble === undefined);
  return calm.length > 0 ? calm : moments;
}

/** Kilobytes of database for each command of these moments. */
function kilobytesEach(moments: readonly Moment[]): number {
  const first = moments[0]!;
  const last = moments.at(-1)!;
  return ((last.databaseMb - first.databaseMb) * 1024) / Math.max(1, last.sent - first.sent);
}

/** What a soak shows: nothing may grow in its second half but the journal, and nothing may be late or lost. */
export function verdictOf(moments: readonly Moment[]): Finding[] {
  if (moments.length < 8) return [{ ok: false, words: 'Too short to say anything.' }];
  const third = calmOf(between(moments, 0.5, 0.75));
  const last = calmOf(between(moments, 0.75, 1));
  const memory = medianOf(last, ({ rssMb }) => rssMb) / medianOf(third, ({ rssMb }) => rssMb);
  const handles = medianOf(last, (one) => one.handles) - medianOf(third, (one) => one.handles);
  const delay = medianOf(
    moments.filter(({ trouble }) => trouble === undefined),
    ({ delayP99 }) => delayP99,
  );
  const late = sumOf(moments, (one) => one.late);
  const lost = sumOf(moments, (one) => one.lost);
  const early = kilobytesEach(between(moments, 0.1, 0.5));
  const size = kilobytesEach(between(moments, 0.5, 1));
  return [
    { ok: late === 0, words: `${late} acknowledgements came after three seconds, or never.` },
    { ok: lost === 0, words: `${lost} commands were acknowledged and never heard of again.` },
    { ok: memory <= MEMORY_GROWTH, words: `Memory in the last quarter is ${memory.toFixed(2)}x that of the third.` },
    {
      ok: handles <= HANDLES_MORE,
      words: `Handles in the last quarter are ${handles.toFixed(0)} more than in the third.`,
    },
    { ok: delay <= DELAY_MS, words: `While all is well, the event loop's p99 delay is ${delay.toFixed(0)} ms.` },
    {
      ok: size <= early * SIZE_GROWTH + 0.5,
      words: `The journal takes ${size.toFixed(1)} kB a command in the second half, ${early.toFixed(1)} before.`,
    },
  ];
}
