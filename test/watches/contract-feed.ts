import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../journal/places.ts';
import { ADA, LEADS, MINUTE, type WatchWorld, watchWorld } from './watch-world.ts';

const EVERY = 5 * MINUTE;

/** Watches of a site that says itself what changed. */
export function feedContract(name: string, open: () => Promise<Place>): void {
  describe(`the change feed of PMP, on ${name}`, () => {
    let place: Place;
    let world: WatchWorld;
    const lists = () => world.asked.filter((one) => one.endsWith('/api/leads')).length;
    const feeds = () => world.asked.filter((one) => one.includes('/zapier/poll/leads')).length;
    const create = (at: string) => world.watches.create(world.wanted(LEADS, {}, at), world.asker(ADA, at));
    const editor = () => world.vendor().editor;
    const newest = () => {
      const found = editor().list('leads', '');
      return found ? found.records[0]!.id : '';
    };
    const begin = async (environment: Record<string, string>) => {
      world = await watchWorld(place, ['pmp'], environment);
      await create('C0OPS');
      await world.after(0);
    };

    beforeEach(async () => {
      place = await open();
    });
    afterEach(async () => {
      await world.close();
      await place.remove();
    });

    it('is asked in place of the whole list, which is asked for when it names anything', async () => {
      await begin({ PMP_CHANGE_FEED: 'on' });
      await world.after(EVERY);
      await world.after(EVERY);
      expect([lists(), feeds()]).toEqual([1, 2]);
      editor().change('leads', newest(), { status: '5' });
      await world.after(EVERY);
      expect([lists(), feeds()]).toEqual([2, 3]);
      expect(await world.owed()).toEqual([`C0OPS changed pmp.lead/${newest()}`]);
    });

    it('is not trusted for longer than half an hour: what it does not name is found then', async () => {
      await begin({ PMP_CHANGE_FEED: 'on' });
      const id = newest();
      editor().remove('leads', id);
      for (let passed = 0; passed < 60 * MINUTE; passed += EVERY) await world.after(EVERY);
      expect(await world.owed()).toEqual([`C0OPS gone pmp.lead/${id}`]);
      expect(lists()).toBe(3);
    });

    it('is not enough for a new watch, which begins from a whole answer', async () => {
      await begin({ PMP_CHANGE_FEED: 'on' });
      world.clock.now += MINUTE;
      await create('C0SALES');
      await world.after(0);
      expect([lists(), feeds()]).toEqual([2, 1]);
    });

    it('is not asked unless it is switched on, and a site without it is asked for the whole list', async () => {
      await begin({});
      await world.after(EVERY);
      expect([lists(), feeds()]).toEqual([2, 0]);
    });
  });
}
