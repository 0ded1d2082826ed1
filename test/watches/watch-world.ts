import { pino } from 'pino';
import { startVendors } from '../../sandbox/vendors/index.ts';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import { loadConfig } from '../../src/config.ts';
import { createDoors } from '../../src/engine/doors.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { type Failpoints, withFailpoints } from '../../src/engine/failpoints.ts';
import type { Actor, Intent } from '../../src/journal/intent.ts';
import type { Decision } from '../../src/policy/policy.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { createClients } from '../../src/vendors/clients.ts';
import { pageOf } from '../../src/vendors/pages.ts';
import type { Notification, WatchNotice } from '../../src/watches/notification.ts';
import type { WatchPlace, WatchSettings, WatchSource } from '../../src/watches/watch.ts';
import { createWatchWork } from '../../src/watches/watch-work.ts';
import type { NewWatch } from '../../src/watches/watches.ts';
import type { Place } from '../journal/places.ts';
import { fakeAnnouncer } from './outbox-world.ts';

export const ADA: Actor = { id: 'U0ADA000001', team: 'T1' };
export const BEN: Actor = { id: 'U0BEN000001', team: 'T1' };
export const MINUTE = 60_000;

/** A channel of the fake door. */
export const channel = (id: string): WatchPlace => ({ door: 'slack', address: `{"team":"T1","channel":"${id}"}` });

export const LEADS: WatchSource = { kind: 'records', operation: 'pmp.lead.list', input: {} };

export const settings: WatchSettings = {
  events: ['new', 'changed', 'gone'],
  filters: [],
  fields: [],
  mode: 'message',
  zone: 'Europe/Berlin',
  everyMs: 5 * MINUTE,
  personal: false,
  muted: [],
};

const replyTo = (origin: { replyTo: unknown }) => (origin.replyTo ?? {}) as { channel?: string };

/** One database, the simulated PMP, a door that keeps what was posted, and a clock that a test moves. */
export async function watchWorld(
  place: Place,
  only: readonly string[] = ['pmp'],
  environment: Readonly<Record<string, string>> = {},
) {
  const clock = { now: Date.UTC(2026, 10, 25, 10) };
  const vendors = await startVendors({ only, delayMs: { slow: 2_000 }, now: () => clock.now });
  const door = fakeAnnouncer(() => clock.now);
  const config = loadConfig(
    Object.assign({ DATA_DIR: '.', VENDOR_TIMEOUT_SECONDS: '3' }, ...vendors.map(({ env }) => env), environment),
  );
  const denied = new Set<string>();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const kinds = ['command'] as const;
  const allow = createPolicy({ personOf: async () => ({ kind: 'member' }), membersOf: async () => [] });
  const deny: Decision = { decision: 'deny', why: 'Ada may not do this here.' };
  const policy: typeof allow = {
    ...allow,
    decideAtAll: async (actor, operation, at) =>
      denied.has(`${actor.id} ${operation.id}`) ? deny : allow.decideAtAll(actor, operation, at),
  };
  /** Each request that a vendor got. */
  const asked: string[] = [];
  for (const { id, onExchange } of vendors) onExchange(({ method, url }) => asked.push(`${id} ${method} ${url}`));

  async function open(owner: string, failpoints?: Failpoints) {
    const stores = await place.openStores({ owner, leaseMs: 10_000, now: () => clock.now });
    const made = await createClients(config.vendors, { limits: config.vendorLimits, files: undefined });
    const clients = Object.fromEntries(
      Object.entries(made).map(([id, client]) => [id, client && withFailpoints('vendor', client, failpoints)]),
    );
    const { journal, storage } = stores;
    const silent = { working: async () => {}, finished: async () => {}, question: async () => {} };
    const approvals = { approvalRequested: async () => undefined, approvalChanged: async () => {} };
    const notifier = { ...silent, ...approvals, approvalReminder: async () => {} };
    const doors = createDoors([{ kinds, asksApprovers: true, placeOf: replyTo, notifier }]);
    const engine = createEngine({ clients, journal, policy, doors, log, workingAfterMs: 60_000, undoMinutes: 30 });
    const work = createWatchWork({
      ...{ storage, journal, engine, policy, clients, doors, log },
      announcers: [door.announcer],
      hooks: ['deploys'],
      pageOf: (record) => pageOf(record, config.vendors),
      pause: async (ms) => {
        clock.now += ms;
      },
      random: () => 0.5,
      ...(failpoints ? { failpoints } : {}),
    });
    return { storage, journal, engine, work, watches: work.watches };
  }
  const first = await open('a');

  const asker = (actor: Actor = ADA, at = 'C0OPS') => ({ actor, policyPlace: { channel: at } });
  const wanted = (source: WatchSource, change: Partial<WatchSettings> = {}, at = 'C0OPS'): NewWatch => ({
    source,
    settings: { ...settings, ...(source.kind === 'records' ? {} : { events: ['happened'] as const }), ...change },
    place: channel(at),
    policyPlace: { channel: at },
  });

  /** What stands in the outbox, in a word or two each: `C0OPS new Ada`. */
  async function owed(kind: 'event' | 'notice' | 'test' = 'event', state = 'waiting'): Promise<string[]> {
    const rows = await first.storage.db
      .selectFrom('watch_notification')
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('seq')
      .execute();
    return rows
      .filter((row) => row.state === state)
      .map(({ body, place: at }) => {
        const said = JSON.parse(body) as Notification & WatchNotice;
        return `${JSON.parse(at || '{}').channel ?? 'owner'} ${said.event ?? said.what} ${said.subject ?? ''}`.trim();
      });
  }

  let intents = 0;
  const intent = (operation: string, input: Record<string, unknown>, at = 'C0OPS', isPrivate = false): Intent => ({
    key: `intent-${intents++}`,
    operation,
    input,
    actor: ADA,
    origin: { door: 'command', private: isPrivate, replyTo: { channel: at } },
  });

  return {
    ...first,
    ...door,
    clock,
    denied,
    logged,
    asked,
    open,
    asker,
    wanted,
    owed,
    intent,
    vendor: (id = 'pmp'): VendorSimulator => vendors.find((one) => one.id === id)!,
    /** The whole bodies of what was noticed. */
    async bodies(): Promise<Notification[]> {
      const rows = first.storage.db.selectFrom('watch_notification').select('body').where('kind', '=', 'event');
      return (await rows.orderBy('seq').execute()).map(({ body }) => JSON.parse(body) as Notification);
    },
    query: (key?: string) => {
      const rows = first.storage.db.selectFrom('watch_query').selectAll();
      return (key ? rows.where('key', '=', key) : rows).executeTakeFirstOrThrow();
    },
    /** Time passes, and what is due by then is asked. */
    async after(ms: number): Promise<void> {
      clock.now += ms;
      await first.work.sweep();
    },
    close: () => Promise.all(vendors.map((one) => one.close())),
  };
}

export type WatchWorld = Awaited<ReturnType<typeof watchWorld>>;
