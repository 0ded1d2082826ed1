import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Chain } from '../../src/journal/chain.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { WatchHookRow } from '../../src/storage/watch-schema.ts';
import type { Notification } from '../../src/watches/notification.ts';
import type { WatchSettings } from '../../src/watches/watch.ts';
import type { HookDelivery } from '../../src/webhooks/intake.ts';
import { createReconciler } from '../../src/webhooks/reconcile.ts';
import { openHookStore } from '../../src/webhooks/store.ts';
import type { Place } from '../journal/places.ts';
import { deliveryOf, HOOKS, type Process, processOf, START, settings } from './process.ts';

/** What holds of deliveries on every database. */
export function webhooksContract(engine: string, freshPlace: () => Promise<Place>) {
  describe(`deliveries to hooks on ${engine}`, () => {
    let place: Place;
    let clock: number;
    let opened: Storage[];
    const open = async (owner: string): Promise<Storage> => {
      const storage = await openStorage({ ...place.where, owner, now: () => clock }, Chain.lock);
      opened.push(storage);
      return storage;
    };
    let one: Process;

    beforeEach(async () => {
      clock = START;
      opened = [];
      place = await freshPlace();
      one = processOf(await open('one'));
    });
    afterEach(async () => {
      await Promise.all(opened.map((storage) => storage.close()));
      await place.remove();
    });

    const watch = (id: string, more: Partial<WatchSettings> = {}, row: object = {}) =>
      one.storage.write(async ({ db }) => {
        const source = JSON.stringify({ kind: 'webhook', name: 'deploys' });
        const pause = { pause_reason: null, pause_why: null, pause_until: null };
        const own = { id, door: 'slack', place: '{"team":"T1","channel":"C1"}', owner_id: 'U1', owner_team: 'T1' };
        const kind = { source_kind: 'webhook', source_key: source, source, state: 'active' } as const;
        const chosen = { settings: JSON.stringify({ ...settings, ...more }), created_at: clock };
        await db
          .insertInto('watch')
          .values({ ...own, ...kind, ...pause, ...chosen, ...row })
          .execute();
      });
    const ofCrm = { source_key: JSON.stringify({ kind: 'webhook', name: 'crm' }) };

    const outbox = async () => {
      const rows = await one.storage.db.selectFrom('watch_notification').selectAll().orderBy('seq').execute();
      return rows.map(({ body, ...row }) => ({ ...row, said: JSON.parse(body) as Notification }));
    };
    const hookRows = (state: WatchHookRow['state']) =>
      one.storage.db.selectFrom('watch_hook').selectAll().where('state', '=', state).execute();
    const lead = (event: string, id = '81') => ({
      event,
      timestamp: 1_700_000_000,
      data: {
        ...{ id, name: 'Ada Lovelace', company: 'Acme', status: '3', password: 'hush' },
        ...{ email: 'ada@example.com', phonenumber: '0770 900123' },
      },
    });

    it('are in the outbox of every watch of their hook, in the order of their arrival', async () => {
      await watch('W-1');
      await watch('W-2', { mode: 'digest', digest: { at: ['09:00'], days: [] } });
      await watch('W-3', {}, { source_key: JSON.stringify({ kind: 'webhook', name: 'others' }) });
      await watch('W-4', {}, { state: 'stopped' });
      await watch('W-5', {}, { state: 'paused', pause_reason: 'asked', pause_why: 'Paused by Ada' });
      expect(await one.webhooks.take(deliveryOf({ title: 'Deployed 1.2', facts: { Where: 'London' } }))).toBe('kept');
      await one.idle();
      clock += 1_000;
      await one.webhooks.take(deliveryOf({ title: 'Deployed 1.3', critical: true }));
      await one.idle();
      const rows = await outbox();
      expect(rows.map(({ seq, watch: id, said }) => [seq, id, said.title])).toEqual([
        [1, 'W-1', 'Deployed 1.2'],
        [2, 'W-2', 'Deployed 1.2'],
        [3, 'W-5', 'Deployed 1.2'],
        [4, 'W-1', 'Deployed 1.3'],
        [5, 'W-2', 'Deployed 1.3'],
        [6, 'W-5', 'Deployed 1.3'],
      ]);
      expect(rows[0]).toMatchObject({ kind: 'event', state: 'waiting', at: START, due_at: START, critical: 0 });
      expect(rows[0]?.said).toMatchObject({ event: 'happened', card: { facts: { Where: 'London' } }, critical: false });
      expect(rows[1]?.due_at).toBeGreaterThan(START);
      // What is critical waits for no digest.
      expect(rows[4]).toMatchObject({ critical: 1, due_at: START + 1_000 });
    });

    it('are one notification however often they come, to whichever process, also at once', async () => {
      await watch('W-1');
      const two = processOf(await open('two'));
      const same = deliveryOf({ title: 'Deployed' });
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? one : two).webhooks.take(same)),
      );
      expect(taken.filter((is) => is === 'kept')).toHaveLength(1);
      await Promise.all([one.idle(), two.idle()]);
      await Promise.all([one.webhooks.sweep(), two.webhooks.sweep()]);
      expect(await outbox()).toHaveLength(1);
      // Signed anew, as a sender does that tries again; and the same request under another id.
      expect(await two.webhooks.take({ ...same, mac: 'another' })).toBe('known');
      expect(await one.webhooks.take({ ...same, delivery: 'id:made-up' })).toBe('known');
      await Promise.all([one.idle(), two.idle()]);
      expect(await outbox()).toHaveLength(1);
    });

    it('of the same body are new after a while, where the sender gives no id', async () => {
      await watch('W-1');
      const nightly = (): HookDelivery => ({
        ...deliveryOf({ title: 'Backup done' }),
        delivery: 'body:x',
        equalForMs: 1_000,
      });
      expect(await one.webhooks.take(nightly())).toBe('kept');
      await one.idle();
      clock += 1_000;
      expect(await one.webhooks.take(nightly())).toBe('known');
      clock += 1;
      expect(await one.webhooks.take(nightly())).toBe('kept');
      await one.idle();
      const rows = await outbox();
      expect(rows).toHaveLength(2);
      expect(rows[0]?.subject).not.toBe(rows[1]?.subject);
    });

    it('that a dead process took are worked on by the next one', async () => {
      await watch('W-1');
      const dying = processOf(await open('dying'), {
        ...openHookStore(one.storage),
        finish: () => new Promise(() => {}),
      });
      expect(await dying.webhooks.take(deliveryOf({ title: 'Deployed' }))).toBe('kept');
      expect(await outbox()).toEqual([]);
      expect(await one.store.summary()).toEqual({ waiting: 1, oldestAt: START });
      await one.webhooks.sweep();
      expect(await outbox()).toHaveLength(1);
      expect(await one.store.summary()).toEqual({ waiting: 0 });
    });

    it('are done in the transaction that fills the outbox, or not at all', async () => {
      await watch('W-1');
      const failing = processOf(one.storage, {
        ...one.store,
        finish: (delivery, write) =>
          one.store.finish(delivery, async (work) => {
            await write(work);
            throw new Error('The process dies here.');
          }),
      });
      await failing.webhooks.take(deliveryOf({ title: 'Deployed' }));
      await failing.idle();
      expect(await outbox()).toEqual([]);
      expect(await hookRows('waiting')).toHaveLength(1);
      await one.webhooks.sweep();
      expect(await outbox()).toHaveLength(1);
      // What was said is in the outbox; the delivery itself is no longer needed.
      expect((await hookRows('done')).map(({ body }) => body)).toEqual(['', '']);
    });

    it('in a hundred are all worked on by one sweep', async () => {
      await watch('W-1');
      await Promise.all(Array.from({ length: 120 }, () => one.store.keep(deliveryOf({ title: 'Deployed' }))));
      await one.webhooks.sweep();
      expect(await outbox()).toHaveLength(120);
      expect(new Set((await outbox()).map(({ seq }) => seq)).size).toBe(120);
    });

    it('reach no watch that muted what they are about or asks for something else', async () => {
      await watch('W-1', { muted: ['hook.deploys/web'] });
      await watch('W-2', { filters: [{ field: 'where', value: 'london' }] });
      await watch('W-3', { filters: [{ field: 'where', value: 'Paris' }] });
      await one.webhooks.take(deliveryOf({ title: 'Deployed', subject: 'web', facts: { Where: 'London' } }));
      await one.idle();
      expect((await outbox()).map(({ watch: id, subject }) => [id, subject])).toEqual([['W-2', 'hook.deploys/web']]);
    });

    it("of a vendor hurry the polls of the record's resource, and show personal data only where it is wanted", async () => {
      await watch('W-1', {}, ofCrm);
      await watch('W-2', { personal: true }, ofCrm);
      const query = { every_ms: 1, baseline_at: null, last_answer_at: null, failures: 0, last_failure: null };
      const lease = { lease_owner: null, lease_until: null };
      await one.storage.write(async ({ db }) => {
        for (const operation of ['pmp.lead.list', 'pmp.lead.search', 'pmp.ticket.list'])
          await db
            .insertInto('watch_query')
            .values({ key: operation, operation, input: '{}', next_at: START + 60_000, ...query, ...lease })
            .execute();
      });
      await one.webhooks.take(deliveryOf(lead('lead_status_changed'), { hook: 'crm' }));
      await one.idle();
      const due = await one.storage.db.selectFrom('watch_query').select(['key', 'next_at']).orderBy('key').execute();
      expect(due).toEqual([
        { key: 'pmp.lead.list', next_at: START },
        { key: 'pmp.lead.search', next_at: START },
        { key: 'pmp.ticket.list', next_at: START + 60_000 },
      ]);
      const [discreet, open] = await outbox();
      expect(discreet?.said).toMatchObject({
        title: 'Lead status changed: Ada Lovelace',
        subject: 'pmp.lead/81',
        link: 'https://pmp.example.com/admin/leads/index/81',
      });
      expect(JSON.stringify(discreet)).not.toMatch(/ada@|0770|hush/);
      expect(open?.said).toMatchObject({
        title: 'Lead status changed: Ada Lovelace',
        card: { facts: { 'E-mail': 'ada@example.com', Phone: '0770 900123' } },
      });
      expect(JSON.stringify(open)).not.toContain('hush');
    });

    it('are remembered by the record that they name', async () => {
      await one.webhooks.take(deliveryOf(lead('lead.created'), { hook: 'crm' }));
      await one.idle();
      const named = async (since: number) => [...(await one.store.named(['crm'], 'pmp.lead', ['80', '81'], since))];
      expect(await named(START)).toEqual(['81']);
      expect(await named(START + 1)).toEqual([]);
      expect(await one.store.named([], 'pmp.lead', ['81'], START)).toEqual(new Set());
      clock += 5_000;
      await one.webhooks.take(deliveryOf(lead('lead.updated'), { hook: 'crm' }));
      await one.idle();
      expect(await named(START + 5_000)).toEqual(['81']);
    });

    it('that got lost are noticed by the polls that find what they would have said', async () => {
      const lines: { resource: string; found: number; records: string[] }[] = [];
      const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
      const reconcile = createReconciler({ hooks: HOOKS, store: one.store, log });
      await one.webhooks.take(deliveryOf(lead('lead.updated'), { hook: 'crm' }));
      await one.idle();
      clock += 30_000;
      await reconcile({ resource: 'pmp.lead', ids: ['81', '82'], since: clock - 60_000 });
      expect(lines).toMatchObject([{ msg: 'found by reconciling', resource: 'pmp.lead', found: 1, records: ['82'] }]);
      await reconcile({ resource: 'pmp.lead', ids: ['81'], since: clock - 60_000 });
      // No hook of this vendor is set up, so there is nothing that could have got lost.
      await reconcile({ resource: 'telecomx.subscription', ids: ['1'], since: clock - 60_000 });
      expect(lines).toHaveLength(1);
      clock += 10 * 60_000;
      await reconcile({ resource: 'pmp.lead', ids: ['81'], since: clock - 60_000 });
      expect(lines).toHaveLength(2);
    });

    it('are forgotten in time, signatures soon and what waits never', async () => {
      await one.webhooks.take(deliveryOf({ title: 'Deployed' }));
      await one.idle();
      await one.store.keep(deliveryOf({ title: 'Waits' }));
      clock += 60 * 60_000;
      await one.store.prune(START);
      const keys = async () =>
        (await one.storage.db.selectFrom('watch_hook').selectAll().execute()).map((row) => row.state);
      expect((await keys()).sort()).toEqual(['done', 'waiting']);
      await one.store.prune(clock);
      expect(await keys()).toEqual(['waiting']);
    });
  });
}
