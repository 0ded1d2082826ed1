import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../journal/places.ts';

/** What holds of drafts on every database. The lease is 1,000 ms. */
export function draftsContract(engine: string, freshPlace: () => Promise<Place>) {
  describe(`drafts on ${engine}`, () => {
    let place: Place;
    let clock: number;
    const open = async (owner: string) => (await place.openStores({ owner, leaseMs: 1_000, now: () => clock })).drafts;

    beforeEach(async () => {
      clock = 1_700_000_000_000;
      place = await freshPlace();
    });
    afterEach(() => place.remove());

    it('are kept for every process until their time is over', async () => {
      const [a, b] = [await open('a'), await open('b')];
      await a.keep('form-1', '{"note":"Half a sent"}', 1_000);
      await b.keep('form-2', '{}', 2_000);
      expect(await b.find('form-1')).toBe('{"note":"Half a sent"}');
      expect(await a.find('form-3')).toBeUndefined();
      clock += 1_000;
      expect(await b.find('form-1')).toBeUndefined();
      await a.prune();
      clock -= 1;
      expect(await a.find('form-1')).toBeUndefined();
      expect(await a.find('form-2')).toBe('{}');
    });

    it('are replaced by a newer one of the same key', async () => {
      const drafts = await open('a');
      await drafts.owe('form', '{"note":"Half"}', 1_000);
      await drafts.keep('form', '{"note":"Whole"}', 5_000);
      clock += 1_000;
      expect(await drafts.find('form')).toBe('{"note":"Whole"}');
      expect(await drafts.claimExpired(10)).toEqual([]);
    });

    it('whose form nobody showed are claimed by another process', async () => {
      const [dead, heir] = [await open('dead'), await open('heir')];
      await dead.owe('never came', '{"note":"Half"}', 60_000);
      await dead.owe('shown', '{}', 60_000);
      await dead.keep('only kept', '{}', 60_000);
      await dead.markShown('shown');
      expect(await heir.claimExpired(10)).toEqual([]);
      clock += 1_000;
      expect(await heir.claimExpired(10)).toEqual([{ key: 'never came', draft: '{"note":"Half"}' }]);
      expect(await dead.claimExpired(10)).toEqual([]);
    });

    it('whose lease is held are claimed by nobody, until it is released', async () => {
      const [alive, other] = [await open('alive'), await open('other')];
      await alive.owe('form', '{}', 60_000);
      alive.holdLease('form');
      clock += 900;
      await alive.renewLeases();
      clock += 900;
      expect(await other.claimExpired(10)).toEqual([]);
      alive.releaseLease('form');
      await alive.renewLeases();
      clock += 100;
      expect(await other.claimExpired(10)).toHaveLength(1);
    });

    it('that were shown are claimed no more', async () => {
      const [a, b] = [await open('a'), await open('b')];
      await a.owe('form', '{}', 60_000);
      await a.markShown('form');
      clock += 1_000;
      expect(await b.claimExpired(10)).toEqual([]);
      expect(await b.find('form')).toBe('{}');
    });

    it('are claimed within a lease although the clock was set back', async () => {
      const [dead, heir] = [await open('dead'), await open('heir')];
      await dead.owe('form', '{}', 60_000);
      clock -= 600_000;
      expect(await heir.claimExpired(10)).toEqual([]);
      clock += 1_000;
      expect(await heir.claimExpired(10)).toHaveLength(1);
    });
  });
}
