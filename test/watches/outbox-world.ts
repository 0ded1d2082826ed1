import { pino } from 'pino';
import type { Failpoints } from '../../src/engine/failpoints.ts';
import { Chain } from '../../src/journal/chain.ts';
import type { Decision, Policy } from '../../src/policy/policy.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Announcer, PlaceError } from '../../src/watches/announcer.ts';
import type { Announcement, Notification, WatchNotice } from '../../src/watches/notification.ts';
import { createOutbox, type Outbox } from '../../src/watches/outbox.ts';
import { nextNumbers } from '../../src/watches/sequence.ts';
import type { Watch, WatchPlace, WatchSettings } from '../../src/watches/watch.ts';
import type { Place } from '../journal/places.ts';

export const OPS: WatchPlace = { door: 'slack', address: '{"team":"T1","channel":"C0OPS"}' };
export const ADA = { id: 'UADA', team: 'T1' };

export const settings: WatchSettings = {
  events: ['new', 'changed', 'gone'],
  filters: [],
  fields: [],
  mode: 'message',
  zone: 'Europe/Berlin',
  everyMs: 60_000,
  personal: false,
  muted: [],
};

/** A message of the fake door. `edits`: what it said before, oldest first. */
export interface FakePost {
  ts: number;
  at: number;
  place: WatchPlace;
  said: Announcement;
  below?: number;
  edits: Announcement[];
}

/** A door that keeps what was posted, and can be told to fail. */
export function fakeAnnouncer(now: () => number) {
  const posts: FakePost[] = [];
  const directs: { to: string; said: Announcement }[] = [];
  /** The next calls fail with these. */
  const failures: Error[] = [];
  const fail = () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const announcer: Announcer = {
    door: 'slack',
    placeOf: ({ address }) => ({ channel: JSON.parse(address).channel }),
    async post(place, said, below) {
      fail();
      const ts = posts.length + 1;
      const under = below === undefined ? {} : { below: (below as { ts: number }).ts };
      posts.push({ ts, at: now(), place, said, edits: [], ...under });
      return { ts };
    },
    async edit(address, said) {
      fail();
      const post = posts.find(({ ts }) => ts === (address as { ts: number }).ts);
      if (!post) return false;
      post.edits.push(post.said);
      post.said = said;
      return true;
    },
    async directMessage(person, said) {
      fail();
      directs.push({ to: person.id, said });
    },
  };
  return { announcer, posts, directs, failures };
}

export const archived = () => new PlaceError('The channel is archived. Unarchive it, then press Resume.');

/** A watch of leads in #operations, unless it is to be another one. */
export async function putWatch(
  storage: Storage,
  id: string,
  change: Partial<WatchSettings> = {},
  more: Partial<Watch> = {},
): Promise<void> {
  const { door: name, address } = more.place ?? OPS;
  const source = more.source ?? { kind: 'records', operation: 'pmp.lead.search', input: {} };
  await storage.write(async ({ db }) => {
    await db
      .insertInto('watch')
      .values({
        id,
        door: name,
        place: address,
        owner_id: (more.owner ?? ADA).id,
        owner_team: 'T1',
        source_kind: source.kind,
        source_key: 'key',
        source: JSON.stringify(source),
        settings: JSON.stringify({ ...settings, ...change }),
        state: more.state ?? 'active',
        pause_reason: more.pause?.reason ?? null,
        pause_why: more.pause?.why ?? null,
        pause_until: more.pause?.until ?? null,
        created_at: more.createdAt ?? 0,
      })
      .execute();
  });
}

/** Puts notifications of a watch into the outbox, due now unless they say when. */
export async function owe(storage: Storage, id: string, rows: readonly Owed[], at: WatchPlace = OPS): Promise<void> {
  await storage.write(async (work) => {
    let seq = await nextNumbers(work, rows.length);
    for (const { kind = 'event', body, dueAt, attempts = 0 } of rows) {
      await work.db
        .insertInto('watch_notification')
        .values({
          seq: seq++,
          watch: id,
          door: at.door,
          place: at.address,
          kind,
          subject: 'subject' in body ? body.subject : '',
          body: JSON.stringify(body),
          critical: 'critical' in body && body.critical ? 1 : 0,
          at: 'at' in body ? body.at : work.now,
          due_at: dueAt ?? work.now,
          state: 'waiting',
          attempts,
          batch: null,
          address: null,
          posted_at: null,
        })
        .execute();
    }
  });
}

/** One database, one door, a clock that is moved by whoever waits. */
export async function outboxWorld(place: Place, given?: Announcer) {
  const clock = { now: Date.UTC(2026, 10, 25, 10) };
  const door = fakeAnnouncer(() => clock.now);
  const rights = { decide: async (): Promise<Decision> => ({ decision: 'allow' }) };
  const policy: Pick<Policy, 'exclusionOf' | 'decideAtAll'> = {
    exclusionOf: async () => undefined,
    decideAtAll: () => rights.decide(),
  };
  const opened: Storage[] = [];
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });

  async function open(owner: string, options: { failpoints?: Failpoints; stands?: boolean } = {}) {
    const where = { ...place.where, owner, leaseMs: 10_000, now: () => clock.now };
    const storage = await openStorage(where, Chain.lock);
    opened.push(storage);
    const pause = async (ms: number) => {
      clock.now += ms;
    };
    const parts = { storage, policy, announcers: [given ?? door.announcer], titleOf, log, pause, ...options };
    return { storage, outbox: createOutbox(parts) };
  }
  const { storage, outbox } = await open('a');

  const watch = (id: string, change: Partial<WatchSettings> = {}, more: Partial<Watch> = {}) =>
    putWatch(storage, id, change, more);
  /** Another process posts until it dies before or after a point. From then on nothing that it does has an effect. */
  async function runUntilDeath(point: string, when: 'before' | 'after'): Promise<void> {
    const never = new Promise<never>(() => {});
    await new Promise<void>((resolve, reject) => {
      let isDead = false;
      const die = () => {
        isDead = true;
        resolve();
        return never;
      };
      const failpoints: Failpoints = (name, step) => {
        if (isDead) return never as never;
        if (name !== point) return step();
        return (when === 'before' ? die() : Promise.resolve(step()).then(die)) as never;
      };
      void open(`dying at ${point} ${when}`, { failpoints }).then(async ({ outbox: dying }) => {
        await dying.sweep();
        reject(new Error(`${point} was not reached.`));
      });
    });
  }

  const rowsIn = async (state: 'waiting' | 'posted' | 'dropped') =>
    storage.db.selectFrom('watch_notification').selectAll().where('state', '=', state).orderBy('seq').execute();

  return {
    ...door,
    clock,
    rights,
    logged,
    storage,
    outbox,
    open,
    runUntilDeath,
    watch,
    owe: (id: string, rows: readonly Owed[], at?: WatchPlace) => owe(storage, id, rows, at),
    rowsIn,
    /** A watch as it stands. */
    standing: (id: string) => storage.db.selectFrom('watch').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    set: (id: string, change: { state: Watch['state']; pause_reason?: string | null }) =>
      storage.write(async ({ db }) => {
        await db.updateTable('watch').set(change).where('id', '=', id).execute();
      }),
    close: () => Promise.all(opened.map((one) => one.close())),
  };
}

export type OutboxWorld = Awaited<ReturnType<typeof outboxWorld>>;
export type { Outbox };

const titleOf = ({ id }: Watch) => `Leads of ${id}`;

interface Owed {
  kind?: 'event' | 'notice' | 'test';
  body: Notification | WatchNotice;
  dueAt?: number;
  attempts?: number;
}

/** An event about a lead, e.g. `lead(81, { event: 'changed' })`. */
export const lead = (id: number, more: Partial<Notification> = {}): { body: Notification } => ({
  body: {
    event: 'new',
    subject: `pmp.lead/${id}`,
    title: `Lead ${id}`,
    card: { headline: `Lead ${id}` },
    changes: [],
    critical: false,
    at: Date.UTC(2026, 10, 25, 10),
    ...more,
  },
});

/** What was said, in a line each. */
export const lines = (posts: readonly FakePost[]): string[] =>
  posts.map(({ said, below }) => `${said.watch.id} ${wordsOf(said)}${below === undefined ? '' : ` below ${below}`}`);

const wordsOf = (said: Announcement): string => {
  switch (said.form) {
    case 'one':
    case 'history':
      return `${said.form}${'isTest' in said && said.isTest ? ' (test)' : ''}: ${said.notification.event} ${said.notification.title}`;
    case 'many':
    case 'digest':
      return `${said.form}: ${said.notifications.length}`;
    default:
      return `notice: ${said.notice.what}`;
  }
};
