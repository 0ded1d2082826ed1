import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QueryStore } from '../../src/watches/query-store.ts';
import type { Place } from '../journal/places.ts';
import { ADA, BEN, LEADS, MINUTE, type WatchWorld, watchWorld } from './watch-world.ts';

const EVERY = 5 * MINUTE;

/** What holds of polls on every database. */
export function pollsContract(engine: string, freshPlace: () => Promise<Place>) {
  describe(`polls on ${engine}`, () => {
    let place: Place;
    let world: WatchWorld;
    beforeEach(async () => {
      place = await freshPlace();
      world = await watchWorld(place);
    });
    afterEach(async () => {
      await world.close();
      await place.remove();
    });
    const create = (change = {}, at = 'C0OPS', source = LEADS) =>
      world.watches.create(world.wanted(source, change, at), world.asker(ADA, at));
    const editor = () => world.vendor().editor;
    const leads = () => {
      const found = editor().list('leads', '');
      return found ? found.records : [];
    };
    const newestLead = () => leads()[0]!;

    it('begin from what is there, and notice what is new, changed and gone', async () => {
      await create();
      await world.after(0);
      expect(await world.owed()).toEqual([]);
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      const added = editor().add('leads', { name: 'Grace Hopper' }) as string;
      await world.after(EVERY);
      expect((await world.owed()).sort()).toEqual([`C0OPS changed pmp.lead/${id}`, `C0OPS new pmp.lead/${added}`]);
      editor().remove('leads', added);
      await world.after(EVERY);
      expect(await world.owed()).toHaveLength(2);
      await world.after(EVERY);
      expect((await world.owed()).at(-1)).toBe(`C0OPS gone pmp.lead/${added}`);
      await world.after(EVERY);
      expect(await world.owed()).toHaveLength(3);
    });

    it('are not begun again by the process that is at them, if their lease runs out meanwhile', async () => {
      await create();
      const queries = new QueryStore(world.storage);
      const keys = (await queries.due()).map(({ key }) => key);
      const soon = () => EVERY;
      expect(await queries.claim(keys, soon)).toHaveLength(1);
      world.clock.now += 24 * 60 * MINUTE;
      expect(await queries.claim(keys, soon)).toEqual([]);
      queries.release({ key: keys[0] ?? '' });
      expect(await queries.claim(keys, soon)).toHaveLength(1);
      // Another process takes it for dead.
      world.clock.now += 24 * 60 * MINUTE;
      expect(await new QueryStore(world.storage).claim(keys, soon)).toHaveLength(1);
    });

    it('say what changed, old and new, with next steps, a page, and nothing personal', async () => {
      await create();
      await world.after(0);
      const { id } = newestLead();
      editor().change('leads', id, { status: '5', email: 'secret@example.com', phonenumber: '020 1234 5678' });
      await world.after(EVERY);
      const [said] = await world.bodies();
      expect(said?.changes).toEqual([{ label: 'Status', was: expect.any(String), now: 'Lost' }]);
      expect(said?.title).toMatch(/^[A-Z]/);
      expect(said?.link).toContain(`/admin/leads/index/${id}`);
      expect(said?.card.next?.map(({ label }) => label)).toContain('Update');
      const kept = JSON.stringify([
        await world.bodies(),
        await world.storage.db.selectFrom('watch_record').selectAll().execute(),
      ]);
      expect(kept).not.toContain('secret@example.com');
      expect(kept).not.toContain('1234 5678');
    });

    it('show what is personal only where that is switched on, without its old value', async () => {
      await create({ personal: true });
      await create({}, 'C0OTHER');
      await world.after(0);
      const { id } = newestLead();
      editor().change('leads', id, { email: 'new@example.com' });
      await world.after(EVERY);
      const [said, ...others] = await world.bodies();
      expect(others).toEqual([]);
      expect(said?.changes).toEqual([{ label: 'E-mail', now: 'new@example.com' }]);
    });

    it('are one for all watches that ask the same, once an interval', async () => {
      for (const at of ['C1', 'C2', 'C3']) await create({}, at);
      await create({ filters: [{ field: 'status', value: '5' }], events: ['entered'] }, 'C4');
      await world.after(0);
      const before = world.asked.length;
      for (let step = 0; step < 30; step++) await world.after(MINUTE);
      expect(world.asked.length - before).toBe(6);
    });

    it('are asked by one of several processes', async () => {
      await create();
      const others = [await world.open('b'), await world.open('c'), await world.open('d')];
      await Promise.all([world, ...others].map(({ work }) => work.sweep()));
      for (let step = 0; step < 10; step++) {
        world.clock.now += MINUTE;
        await Promise.all([world, ...others].map(({ work }) => work.sweep()));
      }
      expect(world.asked).toHaveLength(3);
    });

    it('tell a watch with filters what enters and leaves them', async () => {
      await create({ filters: [{ field: 'Status', value: 'lost' }], events: ['entered', 'left', 'changed'] });
      await world.after(0);
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      await world.after(EVERY);
      editor().change('leads', id, { company: 'Elsewhere Ltd' });
      await world.after(EVERY);
      editor().change('leads', id, { status: '2' });
      await world.after(EVERY);
      expect(await world.owed()).toEqual(['entered', 'changed', 'left'].map((one) => `C0OPS ${one} pmp.lead/${id}`));
    });

    it('tell a watch nothing of before it was set up, of muted records, and of fields that do not count', async () => {
      await create();
      await world.after(0);
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      world.clock.now += MINUTE;
      await create({}, 'C0LATE');
      await create({ fields: ['Company'] }, 'C0FIELDS');
      await world.after(0);
      expect(await world.owed()).toEqual([`C0OPS changed pmp.lead/${id}`]);
      const [watch] = await world.watches.list(undefined, ADA);
      await world.watches.mute(watch!.watch.id, `pmp.lead/${id}`, world.asker());
      editor().change('leads', id, { status: '2' });
      await world.after(EVERY);
      const latest = (await world.owed()).slice(1);
      expect(latest).toHaveLength(1);
      expect(latest[0]).not.toContain('C0FIELDS');
    });

    it('say nothing of its own action where the result stands, but who did it elsewhere', async () => {
      await create({}, 'C0OPS');
      await create({}, 'C0OTHER');
      await world.after(0);
      const { id } = newestLead();
      world.clock.now += MINUTE;
      const done = await world.engine.run(world.intent('pmp.lead.update', { id, status: '5' }));
      expect(done.outcome?.state).toBe('succeeded');
      await world.engine.run(world.intent('pmp.lead.add', { name: 'Katherine Johnson', source: '4', status: '2' }));
      await world.after(EVERY);
      const owed = await world.owed();
      expect(owed).toHaveLength(2);
      expect(owed.every((one) => one.startsWith('C0OTHER'))).toBe(true);
      expect((await world.bodies()).map(({ actor }) => actor)).toEqual([ADA.id, ADA.id]);
    });

    it('bring the message of a record up to date after its own action, without a notification', async () => {
      const { watch } = await create({ mode: 'record' });
      await world.after(0);
      const { id } = newestLead();
      editor().change('leads', id, { company: 'Elsewhere Ltd' });
      await world.after(EVERY);
      await world.work.post();
      expect(world.posts.filter(({ said }) => said.form === 'one')).toHaveLength(1);
      world.clock.now += MINUTE;
      await world.engine.run(world.intent('pmp.lead.update', { id, status: '5' }));
      await world.after(EVERY);
      expect(await world.owed()).toEqual([]);
      expect(await world.owed('event', 'posted')).toHaveLength(2);
      const root = world.storage.db.selectFrom('watch_root').selectAll().where('watch', '=', watch.id);
      expect((await root.executeTakeFirstOrThrow()).stale_at).not.toBeNull();
      await world.work.post();
      const [post] = world.posts.filter(({ said }) => said.form === 'one');
      expect(JSON.stringify(post?.said)).toContain('Lost');
      expect(world.posts.filter(({ said }) => said.form !== 'notice')).toHaveLength(1);
    });

    it('believe an empty list only when they see it twice', async () => {
      await create();
      await world.after(0);
      const shown = leads().length;
      const all = await world.storage.db.selectFrom('watch_record').select('id').execute();
      expect(all.length).toBeGreaterThanOrEqual(shown);
      for (const { id } of all) editor().remove('leads', id);
      await world.after(EVERY);
      expect(await world.owed()).toEqual([]);
      await world.after(EVERY);
      expect(await world.owed()).toHaveLength(all.length);
    });

    it('are asked less of a vendor that fails, and pause the watches after ten failures in a row', async () => {
      await create();
      await world.after(0);
      world.vendor().setSwitch('failing');
      const before = world.asked.length;
      for (let step = 0; step < 12; step++) await world.after(EVERY);
      const tries = (await world.query()).failures;
      expect(tries).toBeGreaterThan(2);
      expect(tries).toBeLessThan(6);
      expect(world.asked.length).toBeGreaterThan(before);
      for (let step = 0; step < 12; step++) await world.after(61 * MINUTE);
      const [paused] = await world.watches.list(undefined, ADA);
      expect(paused?.watch).toMatchObject({ state: 'paused', pause: { reason: 'vendor' } });
      expect(await world.owed('notice')).toEqual(['C0OPS created', 'C0OPS paused']);
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      world.vendor().setSwitch('normal');
      await world.watches.resume(paused!.watch.id, world.asker(BEN));
      await world.after(0);
      expect(await world.owed()).toEqual([`C0OPS changed pmp.lead/${id}`]);
    });

    it('pause a watch at once whose question no longer exists', async () => {
      await create();
      await world.after(0);
      await world.storage.write(async ({ db }) => {
        await db.updateTable('watch_query').set({ operation: 'pmp.planet.list' }).execute();
      });
      await world.after(EVERY);
      const [broken] = await world.watches.list(undefined, ADA);
      expect(broken?.watch.pause?.reason).toBe('broken');
    });

    it('are not asked while every watch is paused; what happened meanwhile is owed after that', async () => {
      const { watch } = await create();
      await world.after(0);
      await world.watches.pause(watch.id, world.asker());
      const before = world.asked.length;
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      for (let step = 0; step < 4; step++) await world.after(EVERY);
      expect(world.asked.length).toBe(before);
      await world.watches.resume(watch.id, world.asker());
      await world.after(0);
      expect(await world.owed()).toEqual([`C0OPS changed pmp.lead/${id}`]);
    });

    it('go on when the clock is set back', async () => {
      await create();
      await world.after(0);
      world.clock.now -= 24 * 60 * MINUTE;
      await world.work.renewLeases();
      const { id } = newestLead();
      editor().change('leads', id, { status: '5' });
      await world.work.mend();
      await world.after(EVERY);
      expect(await world.owed()).toEqual([`C0OPS changed pmp.lead/${id}`]);
    });

    it.each(['poll.ask', 'poll.compare', 'poll.store', 'watches.claim', 'watches.apply', 'watches.finish'])(
      'lose and repeat nothing when a process dies before or after %s',
      async (point) => {
        await create();
        await world.after(0);
        for (const when of ['before', 'after'] as const) {
          const { id } = newestLead();
          const status = when === 'before' ? '5' : '2';
          editor().change('leads', id, { status });
          world.clock.now += EVERY;
          expect(await dieAt(point, when)).toBe(true);
          for (let step = 0; step < 4; step++) await world.after(15_000);
        }
        expect(await world.owed()).toHaveLength(2);
      },
    );

    /** Another process polls until it dies. From then on nothing that it does has an effect. */
    async function dieAt(point: string, when: 'before' | 'after'): Promise<boolean> {
      const never = new Promise<never>(() => {});
      let isDead = false;
      await new Promise<void>((resolve) => {
        const die = () => {
          isDead = true;
          resolve();
          return never;
        };
        void world
          .open(`dying ${point} ${when} ${world.clock.now}`, (name, step) => {
            if (isDead) return never as never;
            if (name !== point) return step();
            return (when === 'before' ? die() : Promise.resolve(step()).then(die)) as never;
          })
          .then(({ work }) => work.sweep().then(resolve));
      });
      return isDead;
    }
  });
}
