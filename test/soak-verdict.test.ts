import { describe, expect, it } from 'vitest';
import { troubleAt } from '../bench/soak/troubles.ts';
import { type Moment, verdictOf } from '../bench/soak/verdict.ts';

const calm = (index: number): Moment => ({
  minutes: index / 10,
  trouble: undefined,
  rssMb: 150,
  heapMb: 60,
  handles: 40,
  delayP99: 15,
  delayMax: 40,
  databaseMb: index * 0.2,
  sent: index * 100,
  ackP99: 20,
  late: 0,
  lost: 0,
});

const soak = (change: (index: number) => Partial<Moment> = () => ({})): Moment[] =>
  Array.from({ length: 100 }, (_, index) => ({ ...calm(index), ...change(index) }));

const bad = (moments: Moment[]): string[] =>
  verdictOf(moments)
    .filter(({ ok }) => !ok)
    .map(({ words }) => words);

describe('the verdict of a soak', () => {
  it('is good when nothing but the journal grows', () => {
    expect(bad(soak())).toEqual([]);
  });

  it('finds memory and handles that grow in the second half', () => {
    expect(bad(soak((index) => ({ rssMb: 150 + index })))[0]).toMatch(/^Memory in the last quarter is 1\.1/);
    expect(bad(soak((index) => ({ handles: 40 + index })))[0]).toMatch(/^Handles in the last quarter are 2\d more/);
  });

  it('finds what came late, what got lost, a slow loop, and a journal that takes more and more', () => {
    expect(bad(soak((index) => ({ late: index === 7 ? 2 : 0 })))).toEqual([
      '2 acknowledgements came after three seconds, or never.',
    ]);
    expect(bad(soak((index) => ({ lost: index === 99 ? 1 : 0 })))).toHaveLength(1);
    expect(bad(soak(() => ({ delayP99: 150 })))).toHaveLength(1);
    expect(bad(soak((index) => ({ databaseMb: index ** 2 / 100 })))).toHaveLength(1);
  });

  it('does not take what is under way in a trouble for a leak', () => {
    const troubled = (index: number) =>
      index > 80 && index < 97 ? { trouble: 'slow vendor', handles: 400, rssMb: 300 } : {};
    expect(bad(soak(troubled))).toEqual([]);
  });

  it('says nothing good of a soak that was too short', () => {
    expect(bad(soak().slice(0, 5))).toHaveLength(1);
  });
});

it('all is well most of the time, and every trouble has its turn', () => {
  const times = Array.from({ length: 300 }, (_, second) => troubleAt(second * 1_000));
  expect(new Set(times).size).toBe(6);
  expect(times.filter((trouble) => trouble === undefined).length).toBe(225);
});
