import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { CardContext } from '../../blocks/card.ts';
import { cardMessage } from '../../blocks/card.ts';
import { createSnapshots, type Snapshot } from '../../handlers/notify/list-pages.ts';

const MINUTE = 60_000;
const cardContext: CardContext = {
  operation: 'Search leads',
  vendor: 'PMP CRM',
  actor: 'U0MAYA00001',
  at: 1_764_000_000_000,
  tookMs: 120,
  reference: 'abc',
  dangerous: new Set(['pmp.lead.delete']),
};
const listOf = (rows: number): Snapshot => ({
  card: {
    headline: `${rows} leads`,
    facts: { Search: 'Zoë 🐝', Empty: undefined },
    rows: Array.from({ length: rows }, (_, index) => ({
      title: `Lead ${index}`,
      details: [{ date: '2026-12-24' }, { code: String(index) }, undefined, null, true, index],
      next: { operation: 'pmp.lead.delete', label: 'Delete', input: { leadid: index } },
    })),
  },
  cardContext,
});

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([1, 23, 500, 501, 10_000])('draws a page of %i rows as the list itself would', (rows) => {
  const snapshots = createSnapshots();
  const list = listOf(rows);
  snapshots.keep('a', list);
  const found = snapshots.find('a')!;
  const page = { number: Math.min(2, Math.ceil(rows / 10)), snapshot: 'a' };
  expect(cardMessage(found.card, { ...found.cardContext, page })).toEqual(
    cardMessage(list.card, { ...list.cardContext, page }),
  );
});

it('lets the oldest lists go, whether they are many or long', () => {
  const snapshots = createSnapshots();
  snapshots.keep('first', listOf(23));
  for (let index = 0; index < 10_000; index += 1) snapshots.keep(`many ${index}`, listOf(23));
  expect(snapshots.find('first')).toBeUndefined();
  expect(snapshots.find('many 9999')).toBeDefined();
  for (let index = 0; index < 10; index += 1) snapshots.keep(`long ${index}`, listOf(10_000));
  expect(snapshots.find('many 9999')).toBeUndefined();
  expect(snapshots.find('long 0')).toBeUndefined();
  expect(snapshots.find('long 9')).toBeDefined();
});

it('keeps a list for half an hour after a page of it was last turned', async () => {
  const clock = vi.spyOn(performance, 'now');
  let now = 1_000;
  clock.mockImplementation(() => now);
  const passes = async (ms: number) => {
    now += ms;
    await pause(5); // The cache looks at the clock once a millisecond.
  };
  const snapshots = createSnapshots();
  snapshots.keep('turned', listOf(23));
  snapshots.keep('left', listOf(23));
  await passes(20 * MINUTE);
  expect(snapshots.find('turned')).toBeDefined();
  await passes(20 * MINUTE);
  expect(snapshots.find('turned')).toBeDefined();
  expect(snapshots.find('left')).toBeUndefined();
});
