import { expect, it } from 'vitest';
import type { Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Scene } from './contract-recovery.ts';
import { DOORS, denied, newIntent } from './places.ts';

const succeeded: Outcome = { state: 'succeeded', tookMs: 1 };
const unknown: Outcome = { state: 'unknown', tookMs: 1 };
const failed: Outcome = { state: 'failed', failure: { kind: 'unavailable', message: 'Down' }, tookMs: 1 };
const maybeDone: Outcome = {
  state: 'failed',
  failure: { kind: 'unavailable', message: 'Down', maybeDone: true },
  tookMs: 1,
};
const LEAD = 'pmp.lead/17';
const referencesOf = (entries: { reference: string }[]) => entries.map(({ reference }) => reference);

/** Writes to one record: one after the other, and what came later is known. Part of the contract; the lease is 1,000 ms. */
export function linesContract(scene: () => Scene) {
  const end = async (journal: Journal, reference: string, outcome = succeeded) => {
    expect(await journal.start(reference)).toBe(true);
    expect(await journal.finish(reference, outcome)).toBe(true);
  };

  it('lets the writes to one record run one after the other, in the order accepted, in whatever process', async () => {
    const { open, recorded } = scene();
    const [a, b] = [await open('a'), await open('b')];
    const [first, second, third, elsewhere] = [
      await recorded(a, LEAD),
      await recorded(b, LEAD),
      await recorded(a, LEAD),
      await recorded(b, 'pmp.lead/18'),
    ];
    expect(await b.start(elsewhere)).toBe(true);
    // Nobody overtakes one that waits, and nobody joins one that runs.
    expect(await b.start(second)).toBe(false);
    expect(await a.start(first)).toBe(true);
    expect(await b.start(second)).toBe(false);
    expect(await a.start(third)).toBe(false);
    const places = await Promise.all([b.placeInLine(second), a.placeInLine(third)]);
    expect(places[0]).toBeLessThan(places[1] ?? 0);
    expect(await a.placeInLine(second)).toBeUndefined();
    expect(await a.placeInLine(first)).toBeUndefined();
    await a.finish(first, failed);
    expect(await a.start(third)).toBe(false);
    expect(await b.start(second)).toBe(true);
    await b.finish(second, succeeded);
    expect(await a.start(third)).toBe(true);
  });

  it('starts one of many that are tried at the same moment', async () => {
    const { open, recorded } = scene();
    const journals = [await open('a'), await open('b'), await open('c')];
    const waiting = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const journal = journals[index % 3] as Journal;
        return { journal, reference: await recorded(journal, LEAD) };
      }),
    );
    for (let left = waiting; left.length > 0; ) {
      const started = await Promise.all(left.map(({ journal, reference }) => journal.start(reference)));
      expect(started.filter(Boolean)).toHaveLength(1);
      const { journal, reference } = left[started.indexOf(true)] as (typeof left)[0];
      await journal.finish(reference, succeeded);
      left = left.filter((one) => one.reference !== reference);
    }
  });

  it('keeps a record for a process that died, until somebody took its entry over and ended it', async () => {
    const { open, recorded, wait } = scene();
    const [dead, heir] = [await open('dead'), await open('heir')];
    const first = await recorded(dead, LEAD);
    await dead.start(first);
    const second = await recorded(heir, LEAD);
    wait(1_000);
    expect(await heir.start(second)).toBe(false);
    expect(referencesOf(await heir.claimExpired(1, DOORS))).toEqual([first]);
    expect(await dead.holds(first)).toBe(false);
    expect(await heir.holds(first)).toBe(true);
    await heir.finish(first, unknown);
    expect(await heir.holds(first)).toBe(false);
    expect(await heir.start(second)).toBe(true);
  });

  it('keeps no record for what waits for people, and gives it a new place when they agree', async () => {
    const { open, recorded, now } = scene();
    const journal = await open('a');
    const held = await recorded(journal, LEAD);
    await journal.start(held);
    const approval = { users: ['U7'], groups: [], needed: 1, askedIn: 'C2', expiresAt: now() + 60_000 };
    await journal.requestApproval(held, approval);
    const proposed = (await journal.record(newIntent(), 'proposed', LEAD)).entry.reference;
    const later = await recorded(journal, LEAD);
    expect(await journal.start(later)).toBe(true);
    const vote = await journal.vote(held, { actor: { id: 'U7', team: 'T1' }, approve: true, at: now() }, denied);
    expect(vote.result).toBe('accepted');
    await journal.confirm(proposed);
    expect(await journal.start(held)).toBe(false);
    await journal.finish(later, succeeded);
    expect(await journal.start(proposed)).toBe(false);
    expect(await journal.start(held)).toBe(true);
    expect(referencesOf(await journal.newerWrites(later))).toEqual([proposed, held]);
  });

  it('lets reads go beside writes, and counts none as something sent', async () => {
    const { open, recorded } = scene();
    const journal = await open('a');
    const read = async () => (await journal.record(newIntent(), 'accepted', LEAD, 'read')).entry.reference;
    const [write, first, second] = [await recorded(journal, LEAD), await read(), await read()];
    for (const reference of [first, write, second]) expect(await journal.start(reference)).toBe(true);
    for (const reference of [write, first, second]) await journal.finish(reference, succeeded);
    expect((await journal.lastWrite(LEAD))?.reference).toBe(write);
    expect(await journal.newerWrites(write)).toEqual([]);
  });

  it('knows the last write to a record that was or may have been done, whatever the clock says', async () => {
    const { open, recorded, wait } = scene();
    const journal = await open('a');
    expect(await journal.lastWrite(LEAD)).toBeUndefined();
    const first = await recorded(journal, LEAD);
    expect((await journal.lastWrite(LEAD))?.reference).toBe(first);
    expect(await journal.lastWrite(LEAD, first)).toBeUndefined();
    await end(journal, first);
    wait(-60_000);
    const done = await recorded(journal, LEAD);
    await end(journal, done);
    for (const outcome of [failed, { state: 'refused', tookMs: 1 } satisfies Outcome]) {
      await end(journal, await recorded(journal, LEAD), outcome);
    }
    expect((await journal.lastWrite(LEAD))?.reference).toBe(done);
    expect(referencesOf(await journal.newerWrites(first))).toEqual([done]);
    expect(await journal.newerWrites(done)).toEqual([]);
    for (const outcome of [unknown, maybeDone]) {
      const open = await recorded(journal, LEAD);
      await end(journal, open, outcome);
      expect((await journal.lastWrite(LEAD))?.reference).toBe(open);
      expect((await journal.newerWrites(done))[0]?.reference).toBe(open);
      expect((await journal.lastWrite(LEAD, done))?.reference).toBe(first);
    }
  });

  it('does not count what takes a write back as newer than it', async () => {
    const { open, recorded } = scene();
    const journal = await open('a');
    const done = await recorded(journal, LEAD);
    await end(journal, done);
    const back = (await journal.record({ ...newIntent(), undoes: done }, 'accepted', LEAD)).entry.reference;
    await end(journal, back, maybeDone);
    expect(await journal.newerWrites(done)).toEqual([]);
    expect((await journal.lastWrite(LEAD))?.reference).toBe(back);
  });
}
