import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationError } from '../../src/errors.ts';
import type { WatchSource } from '../../src/watches/watch.ts';
import type { Place } from '../journal/places.ts';
import { ADA, BEN, channel, LEADS, MINUTE, type WatchWorld, watchWorld } from './watch-world.ts';

const DONE: WatchSource = { kind: 'journal', filter: {} };
const done = (filter: Extract<WatchSource, { kind: 'journal' }>['filter']): WatchSource => ({
  kind: 'journal',
  filter,
});

/** What people do with watches, and watches of what is done, on every database. */
export function serviceContract(engine: string, freshPlace: () => Promise<Place>) {
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
  const create = (source = LEADS, change = {}, at = 'C0OPS', actor = ADA) =>
    world.watches.create(world.wanted(source, change, at), world.asker(actor, at));
  const failureOf = async (work: Promise<unknown>) => ((await work.catch((error) => error)) as OperationError).failure;

  describe(`watches on ${engine}`, () => {
    it('are set up once: an equal one of the place is pointed out', async () => {
      const first = await create();
      expect(first).toMatchObject({
        status: 'created',
        watch: { state: 'active', owner: ADA, place: channel('C0OPS') },
      });
      expect(first.watch.id).toMatch(/^W-[0-9A-Z]{6}$/);
      expect(await create(LEADS, { everyMs: 60 * MINUTE }, 'C0OPS', BEN)).toEqual({
        status: 'exists',
        watch: first.watch,
      });
      expect((await create(LEADS, { filters: [{ field: 'company', value: 'Acme' }] })).status).toBe('created');
      expect((await create(LEADS, {}, 'C0OTHER')).status).toBe('created');
      expect(await world.owed('notice')).toHaveLength(3);
    });

    it('say in their channel what was done to them, and by whom', async () => {
      const { watch } = await create();
      const asker = world.asker(BEN);
      await world.watches.change(watch.id, { everyMs: 10 * MINUTE, quiet: { from: '22:00', to: '07:00' } }, asker);
      const changed = await world.watches.change(watch.id, { quiet: undefined }, asker);
      expect(changed.settings).not.toHaveProperty('quiet');
      await world.watches.pause(watch.id, asker, world.clock.now + MINUTE);
      await world.watches.resume(watch.id, asker);
      await world.watches.becomeOwner(watch.id, asker);
      await world.watches.stop(watch.id, asker);
      expect(await world.owed('notice')).toEqual(
        ['created', 'changed', 'changed', 'paused', 'resumed', 'owner_changed', 'stopped'].map((one) => `C0OPS ${one}`),
      );
      expect((await failureOf(world.watches.resume(watch.id, asker))).kind).toBe('input');
      expect(await world.watches.list(channel('C0OPS'), ADA)).toEqual([]);
    });

    it('are asked as often as the most impatient of them wants', async () => {
      const { watch } = await create(LEADS, { everyMs: 60 * MINUTE });
      expect(await world.query()).toMatchObject({ every_ms: 60 * MINUTE });
      const other = await create(LEADS, { everyMs: MINUTE }, 'C0OTHER');
      expect(await world.query()).toMatchObject({ every_ms: MINUTE });
      await world.watches.stop(other.watch.id, world.asker());
      expect(await world.query()).toMatchObject({ every_ms: 60 * MINUTE });
      await world.watches.change(watch.id, { everyMs: 5 * MINUTE }, world.asker());
      expect(await world.query()).toMatchObject({ every_ms: 5 * MINUTE });
    });

    it('are refused to who may not look at what is watched, and to who may not change them', async () => {
      world.denied.add(`${BEN.id} pmp.lead.list`);
      expect((await failureOf(create(LEADS, {}, 'C0OPS', BEN))).kind).toBe('denied');
      const { watch } = await create();
      for (const act of ['pause', 'resume', 'stop', 'becomeOwner', 'test'] as const)
        expect((await failureOf(world.watches[act](watch.id, world.asker(BEN)))).kind).toBe('denied');
      expect(await world.owed('notice')).toEqual(['C0OPS created']);
    });

    it.each([
      ['an interval of seconds', { everyMs: 5_000 }, 'everyMs'],
      ['a zone that is none', { zone: 'Mars/Olympus' }, 'zone'],
      ['a time that is none', { mode: 'digest', digest: { at: ['25:00'], days: [] } }, 'digest'],
      ['no event', { events: [] }, 'events'],
      ['an event of the journal', { events: ['happened'] }, 'events'],
      ['events of a filter without one', { events: ['entered'] }, 'events'],
      ['a filter by personal data', { filters: [{ field: 'email', value: 'ada@example.com' }] }, 'filters'],
    ])('take no %s', async (_, change, field) => {
      const failure = await failureOf(create(LEADS, change));
      expect(failure.kind).toBe('input');
      expect(failure.fields?.[field]).toMatch(/\.$/);
    });

    it('take no read without records, no values that do not fit, and no webhook that is not there', async () => {
      const kinds = await Promise.all(
        [
          { kind: 'records', operation: 'pmp.lead.add', input: {} } as const,
          { kind: 'records', operation: 'pmp.lead.search', input: {} } as const,
          { kind: 'webhook', name: 'unknown' } as const,
        ].map(async (source) => (await failureOf(create(source))).kind),
      );
      expect(kinds).toEqual(['input', 'input', 'input']);
      expect((await create({ kind: 'webhook', name: 'deploys' }, { events: ['happened'] })).status).toBe('created');
    });

    it('show beforehand what they would have said about the last records, and a test goes the way of a notification', async () => {
      const preview = await world.watches.preview(world.wanted(LEADS), world.asker());
      expect(preview).toHaveLength(3);
      expect(preview.map(({ event }) => event)).toEqual(['new', 'new', 'new']);
      const { watch } = await create();
      await world.watches.test(watch.id, world.asker());
      expect(await world.owed('test')).toEqual([`C0OPS new ${preview[0]?.subject}`]);
      await world.work.post();
      expect(world.posts.map(({ said }) => said.form)).toEqual(['notice', 'one']);
    });

    it('are listed with how they are doing', async () => {
      const { watch } = await create(LEADS, { filters: [{ field: 'status', value: '2' }] });
      await create(DONE, {}, 'C0OTHER', BEN);
      await world.after(0);
      const [listed, ...others] = await world.watches.list(channel('C0OPS'), ADA);
      expect(others).toEqual([]);
      expect(listed).toMatchObject({ watch: { id: watch.id }, failures: 0, lastAnswerAt: world.clock.now });
      expect(listed?.title).toMatch(/^Leads in PMP CRM with Status /);
      expect(await world.watches.list(undefined, BEN)).toHaveLength(1);
      expect((await world.watches.find(watch.id.toLowerCase()))?.id).toBe(watch.id);
    });

    it('that were stopped leave nothing behind to compare with', async () => {
      const { watch } = await create();
      await world.after(0);
      await world.work.prune(0);
      const count = async () => (await world.storage.db.selectFrom('watch_record').select('id').execute()).length;
      expect(await count()).toBeGreaterThan(0);
      await world.watches.stop(watch.id, world.asker());
      await world.work.prune(0);
      expect(await count()).toBe(0);
    });
  });

  describe(`watches of what is done, on ${engine}`, () => {
    const run = (operation: string, input: Record<string, unknown>, at = 'C0ELSE', isPrivate = false) =>
      world.engine.run(world.intent(operation, input, at, isPrivate));
    const update = (status = '5', at?: string, isPrivate?: boolean) =>
      run('pmp.lead.update', { id: '300', status }, at, isPrivate);

    it('begin from now, hear of every write once, in whichever process, and of no read', async () => {
      await update('2');
      await create(DONE);
      world.clock.now += 1_000;
      const other = await world.open('b');
      await update('5');
      await run('pmp.lead.list', {});
      await Promise.all([world.work.sweep(), other.work.sweep()]);
      await Promise.all([world.work.sweep(), other.work.sweep()]);
      const bodies = await world.bodies();
      expect(bodies).toHaveLength(1);
      expect(bodies[0]).toMatchObject({ event: 'happened', actor: ADA.id, critical: false });
      expect(bodies[0]?.subject).toMatch(/^BH-/);
    });

    it('hear only of what their filter asks for', async () => {
      await create(done({ operation: 'pmp.lead.*' }), {}, 'C1');
      await create(done({ operation: 'pmp.ticket.*' }), {}, 'C2');
      await create(done({ risk: 'destructive' }), {}, 'C3');
      await create(done({ actor: BEN.id }), {}, 'C4');
      await create(done({ state: 'refused' }), {}, 'C5');
      world.clock.now += 1_000;
      await update();
      await run('pmp.lead.update', { id: '99999', status: '5' });
      await world.after(0);
      expect((await world.owed()).map((one) => one.split(' ')[0]).sort()).toEqual(['C1', 'C5']);
    });

    it('hold back nothing that destroys', async () => {
      await create(done({ risk: 'destructive' }), { mode: 'digest', digest: { at: ['09:00'], days: [1] } });
      world.clock.now += 1_000;
      const { submission } = await run('pmp.lead.delete', { id: '300' });
      if (submission.status === 'invalid') throw new Error('It is valid.');
      await world.engine.confirm(submission.entry.reference, ADA);
      await world.engine.dispatch({ ...submission.entry, state: 'accepted' });
      await world.after(0);
      const rows = await world.storage.db
        .selectFrom('watch_notification')
        .selectAll()
        .where('kind', '=', 'event')
        .execute();
      expect(rows.map(({ critical, due_at }) => [critical, due_at])).toEqual([[1, world.clock.now]]);
    });

    it('say nothing where the result stands, and little of what was asked for in private', async () => {
      await create(DONE, {}, 'C0OPS');
      world.clock.now += 1_000;
      await update('5', 'C0OPS');
      await world.after(0);
      expect(await world.owed()).toEqual([]);
      await update('2', 'C0OPS', true);
      await world.after(0);
      const [said] = await world.bodies();
      expect(said?.title).toBe('Update a lead');
      expect(Object.keys(said?.card.facts ?? {})).toEqual(['State', 'Reference']);
    });

    it('say nothing of what their owner may not run', async () => {
      await create(DONE, {}, 'C1', ADA);
      await create(DONE, {}, 'C2', BEN);
      world.denied.add(`${BEN.id} pmp.lead.update`);
      world.clock.now += 1_000;
      await update();
      await world.after(0);
      expect((await world.owed()).map((one) => one.split(' ')[0])).toEqual(['C1']);
    });

    it('say nothing personal unless that is switched on', async () => {
      await create(DONE, {}, 'C1');
      await create(DONE, { personal: true }, 'C2');
      world.clock.now += 1_000;
      await run('pmp.lead.update', { id: '300', email: 'secret@example.com' });
      await world.after(0);
      const [discreet, open] = await world.bodies();
      expect(JSON.stringify(discreet)).not.toContain('secret@example.com');
      expect(JSON.stringify(open)).toContain('secret@example.com');
    });

    it('go on after what they had not read was pruned', async () => {
      await create(DONE);
      world.clock.now += 1_000;
      await update('5');
      world.clock.now += 24 * 60 * MINUTE;
      await world.journal.markNotified(
        (await world.journal.history({}, { limit: 1 })).entries[0]!.reference,
        'succeeded',
      );
      await world.journal.prune(world.clock.now);
      await update('2');
      await world.after(0);
      expect(await world.owed()).toHaveLength(1);
    });
  });
}
