import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { approvalContract } from './contract-approval.ts';
import { chainContract } from './contract-chain.ts';
import { clockContract } from './contract-clock.ts';
import { doorsContract } from './contract-doors.ts';
import { historyContract } from './contract-history.ts';
import { linesContract } from './contract-lines.ts';
import { recoveryContract } from './contract-recovery.ts';
import { DOORS, newIntent, type Place } from './places.ts';
import { agreesWithTheModel } from './property.ts';

const succeeded: Outcome = { state: 'succeeded', card: { headline: 'Note added' }, tookMs: 120 };
const refused: Outcome = { state: 'refused', failure: { kind: 'refused', message: 'No such project' }, tookMs: 80 };

/** What holds on every engine. `runs`: how many random histories to try. */
export function journalContract(engine: string, freshPlace: () => Promise<Place>, runs: number) {
  describe(`the journal on ${engine}`, () => {
    let place: Place;
    let clock: number;
    const now = () => clock;
    const open = (owner: string) => place.open({ owner, leaseMs: 1_000, now });

    beforeEach(async () => {
      clock = 1_700_000_000_000;
      place = await freshPlace();
    });
    afterEach(() => place.remove());

    const recorded = async (journal: Journal, subject?: string) =>
      (await journal.record(newIntent(), 'accepted', subject)).entry.reference;

    it('gives back what was recorded, under a short reference', async () => {
      const journal = await open('a');
      const intent = newIntent();
      const { entry, isNew } = await journal.record(intent, 'accepted', 'jumptech.project/7d733b90');
      expect(isNew).toBe(true);
      expect(entry).toEqual({
        ...intent,
        reference: expect.stringMatching(/^BH-[0-9A-HJKMNP-TV-Z]{6}$/),
        state: 'accepted',
        subject: 'jumptech.project/7d733b90',
        acceptedAt: clock,
      });
      expect(await journal.find(entry.reference)).toEqual(entry);
      expect(await journal.find('BH-000000')).toBeUndefined();
    });

    it('finds a reference however a person types it', async () => {
      const journal = await open('a');
      const reference = await recorded(journal);
      const misread = reference.slice(3).replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
      expect((await journal.find(`bh-${misread}`))?.reference).toBe(reference);
      expect((await journal.find(` ${misread} `))?.reference).toBe(reference);
    });

    it('changes nothing when the same intent is delivered again', async () => {
      const journal = await open('a');
      const intent = newIntent();
      const first = await journal.record(intent, 'proposed');
      clock += 5;
      const second = await journal.record({ ...intent, input: {} }, 'accepted', 'other');
      expect(second).toEqual({ entry: first.entry, isNew: false });
    });

    it('lets exactly one of many simultaneous deliveries be new', async () => {
      const journals = [await open('a'), await open('b')];
      const keys = Array.from({ length: 25 }, (_, index) => `same-${index}`);
      for (const key of keys) {
        const results = await Promise.all(
          [...journals, ...journals].map((journal) => journal.record(newIntent(key), 'accepted')),
        );
        expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
        expect(new Set(results.map(({ entry }) => entry.reference)).size).toBe(1);
      }
    });

    it('lets exactly one caller start an entry', async () => {
      const [a, b] = [await open('a'), await open('b')];
      const reference = await recorded(a);
      clock += 1_000;
      const results = await Promise.all([a, b, a, b].map((journal) => journal.start(reference)));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await a.find(reference))?.state).toBe('running');
    });

    it('leaves an accepted entry to its recorder until the lease runs out', async () => {
      const [a, b] = [await open('a'), await open('b')];
      const reference = await recorded(a);
      expect(await b.start(reference)).toBe(false);
      clock += 1_000;
      expect(await b.start(reference)).toBe(true);
      expect(await a.start(reference)).toBe(false);
    });

    it('accepts a proposal once, from the moment it is confirmed', async () => {
      const [a, b] = [await open('a'), await open('b')];
      const { reference } = (await a.record(newIntent(), 'proposed')).entry;
      expect(await a.start(reference)).toBe(false);
      expect(await a.finish(reference, succeeded)).toBe(false);
      const confirmed = await Promise.all([a.confirm(reference), b.confirm(reference)]);
      expect(confirmed.filter(Boolean)).toHaveLength(1);
      expect(await a.find(reference)).toMatchObject({ state: 'accepted', acceptedAt: clock });
      const confirmer = confirmed[0] ? a : b;
      expect(await confirmer.start(reference)).toBe(true);
    });

    it('hands out a proposal whose question was never posted, and ends one that cannot be asked', async () => {
      const [a, b] = [await open('a'), await open('b')];
      const { reference } = (await a.record(newIntent(), 'proposed')).entry;
      expect(await b.claimExpired(10, DOORS)).toEqual([]);
      clock += 1_000;
      expect(await b.claimExpired(10, DOORS)).toMatchObject([{ reference, state: 'proposed' }]);
      const denied: Outcome = { state: 'denied', tookMs: 0, failure: { kind: 'denied', message: 'Not you.' } };
      expect(await a.finish(reference, denied)).toBe(false);
      expect(await b.finish(reference, denied)).toBe(true);
      expect(await a.confirm(reference)).toBe(false);
      await b.markNotified(reference, 'denied');
      clock += 60_000;
      expect(await b.claimExpired(10, DOORS)).toEqual([]);

      const dropped = (await a.record(newIntent(), 'proposed')).entry.reference;
      expect(await a.cancel(dropped)).toBe(true);
      clock += 60_000;
      expect(await b.claimExpired(10, DOORS)).toEqual([]);
    });

    it('keeps the first outcome, also when it comes from a process taken for dead', async () => {
      const [slow, other] = [await open('slow'), await open('other')];
      const reference = await recorded(slow);
      await slow.start(reference);
      clock += 1_000;
      expect(await other.claimExpired(1, DOORS)).toMatchObject([{ reference, state: 'running' }]);
      expect(await slow.finish(reference, succeeded)).toBe(true);
      expect(await other.finish(reference, { state: 'unknown', tookMs: 0 })).toBe(false);
      expect(await slow.confirm(reference)).toBe(false);
      expect(await other.find(reference)).toMatchObject({ state: 'succeeded', outcome: succeeded });
    });

    it('ends an entry that never ran', async () => {
      const journal = await open('a');
      const reference = await recorded(journal);
      expect(await journal.finish(reference, refused)).toBe(true);
      expect(await journal.start(reference)).toBe(false);
      expect(await journal.find(reference)).toMatchObject({ state: 'refused', outcome: refused });
    });

    it('prunes what ended long ago and what was never confirmed, and nothing under way', async () => {
      const journal = await open('a');
      const ended = await Promise.all(Array.from({ length: 1_100 }, () => recorded(journal)));
      await Promise.all(ended.map((reference) => journal.finish(reference, succeeded)));
      const proposed = (await journal.record(newIntent(), 'proposed')).entry.reference;
      const running = await recorded(journal);
      await journal.start(running);
      clock += 100;
      const recent = await recorded(journal);
      await journal.finish(recent, succeeded);
      expect(await journal.prune(clock)).toBe(1_101);
      const left = await Promise.all([ended[0] ?? '', proposed, running, recent].map((r) => journal.find(r)));
      expect(left.map((entry) => entry?.state)).toEqual([undefined, undefined, 'running', 'succeeded']);
    });

    it('records two thousand intents at once, each under its own reference', async () => {
      const journal = await open('a');
      const references = await Promise.all(Array.from({ length: 2_000 }, () => recorded(journal)));
      expect(new Set(references).size).toBe(2_000);
      expect(await journal.claimExpired(1, DOORS)).toEqual([]);
      clock += 1_000;
      expect(await journal.claimExpired(3_000, DOORS)).toHaveLength(2_000);
    });

    it('answers while it is open, and rejects once it is closed', async () => {
      const { journal, ping, close } = await place.openStores({ owner: 'a', leaseMs: 1_000, now });
      await ping();
      const caught = journal.record(newIntent('caught by closing'), 'accepted').then(
        () => true,
        () => false,
      );
      await close();
      await expect(ping()).rejects.toThrow();
      const { isNew } = await (await open('b')).record(newIntent('caught by closing'), 'accepted');
      expect(isNew).toBe(!(await caught));
    });

    it('agrees with the model on any history of two processes', () => agreesWithTheModel(freshPlace, runs));

    const scene = () => ({ place, open, recorded, now, wait: (ms: number) => (clock += ms) });
    recoveryContract(scene);
    linesContract(scene);
    clockContract(scene);
    approvalContract(scene);
    doorsContract(scene);
    historyContract(scene);
    chainContract(scene);
  });
}
