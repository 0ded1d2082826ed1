import { OperationError } from '../errors.ts';
import type { Doors } from '../engine/doors.ts';
import { permitted } from '../engine/permitted.ts';
import { findOperation } from '../operations/catalog.ts';
import type { Policy } from '../policy/policy.ts';
import type { Work } from '../storage/group-commit.ts';
import type { Storage } from '../storage/storage.ts';
import type { Clients } from '../vendors/clients.ts';
import { mustBeAllowed } from './access.ts';
import { batchOf, putTest } from './batches.ts';
import type { Notification, WatchNotice } from './notification.ts';
import type { Preview } from './preview.ts';
import { listWatches } from './list.ts';
import { watchOf } from './rows.ts';
import { watchSettings } from './settings.ts';
import { findWatch, keyOfSource, newWatchId, putNotice, putQuery, putWatch, startJournalCounter } from './store.ts';
import { journalSubjects, subjectsAt, webhookSubject } from './subjects.ts';
import { canonicalJson } from './values.ts';
import type { Watch, WatchSettings, WatchSource } from './watch.ts';
import type { NewWatch, WatchAsker, WatchChange, Watches } from './watches.ts';

export interface ServiceParts {
  storage: Storage;
  policy: Policy;
  clients: Clients;
  doors: Pick<Doors, 'placeOf'>;
  /** Names of the webhooks that are set up. */
  hooks: readonly string[];
  preview: Preview;
}

const wrong = (message: string, fields?: Record<string, string>): OperationError =>
  new OperationError({ kind: 'input', message, ...(fields ? { fields } : {}) });

/** The source with its input as the operation reads it. Throws an OperationError when it cannot be asked. */
function checkedSource(source: WatchSource, hooks: readonly string[]): WatchSource {
  if (source.kind === 'webhook') {
    if (!hooks.includes(source.name)) throw wrong(`There is no webhook "${source.name}". The administrator sets them up.`);
    return source;
  }
  if (source.kind === 'journal') return source;
  const operation = findOperation(source.operation);
  if (!operation?.records?.isList) throw wrong('This cannot be watched: it returns no list of records.');
  const parsed = operation.input.safeParse(source.input);
  if (parsed.success) return { ...source, input: parsed.data };
  const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
  throw wrong('Some values do not fit.', fields);
}

/** Throws an OperationError that says, by name, what is wrong with the settings. */
function checkedSettings(settings: WatchSettings): WatchSettings {
  const parsed = watchSettings.safeParse(settings);
  if (parsed.success) return withoutNothing(parsed.data);
  const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ''), message]));
  throw wrong(Object.values(fields).join(' '), fields);
}

const withoutNothing = <T extends object>(parts: T): T =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T;

const isEqual = (a: Watch, b: Pick<Watch, 'settings'>): boolean =>
  canonicalJson(a.settings.filters) === canonicalJson(b.settings.filters);

/** What people do with watches, whatever door they come by. */
export function createWatches({ storage, policy, clients, hooks, preview }: ServiceParts): Watches {
  async function known(id: string): Promise<Watch> {
    const watch = await findWatch(storage.db, id.trim().toUpperCase());
    if (!watch || watch.state === 'stopped') throw wrong(`There is no watch ${id}.`);
    return watch;
  }

  /** Changes a watch for somebody who may, as it is at that moment, and says so in its channel. */
  async function alter(
    id: string,
    { actor, policyPlace }: WatchAsker,
    change: (watch: Watch, work: Work) => { watch: Watch; notice?: WatchNotice; isHurried?: boolean },
  ): Promise<Watch> {
    const before = await known(id);
    await mustBeAllowed(policy, before.source, actor, policyPlace);
    return storage.write(async (work) => {
      const now = await findWatch(work.db, before.id);
      if (!now || now.state === 'stopped') throw wrong(`There is no watch ${id}.`);
      const { watch, notice, isHurried = false } = change(now, work);
      await putWatch(work, watch);
      await putQuery(work, watch, isHurried);
      if (notice) await putNotice(work, watch, notice);
      return watch;
    });
  }

  const active = ({ pause: _, ...watch }: Watch): Watch => ({ ...watch, state: 'active' });

  return {
    async subjects({ actor, policyPlace }) {
      const seen = await permitted({ clients, policy }, actor, policyPlace);
      return [...seen.flatMap(subjectsAt), ...journalSubjects, ...hooks.map(webhookSubject)];
    },

    async create(wanted, { actor, policyPlace }) {
      const source = checkedSource(wanted.source, hooks);
      const settings = checkedSettings(wanted.settings);
      await mustBeAllowed(policy, source, actor, policyPlace);
      const { place } = wanted;
      return storage.write(async (work) => {
        const rows = await work.db
          .selectFrom('watch')
          .selectAll()
          .where('door', '=', place.door)
          .where('place', '=', place.address)
          .where('source_kind', '=', source.kind)
          .where('source_key', '=', keyOfSource(source))
          .where('state', '!=', 'stopped')
          .execute();
        const equal = rows.map(watchOf).find((one) => isEqual(one, { settings }));
        if (equal) return { status: 'exists' as const, watch: equal };
        const watch: Watch = {
          id: newWatchId(),
          source,
          settings,
          owner: actor,
          place,
          state: 'active',
          createdAt: work.now,
        };
        if (source.kind === 'journal') await startJournalCounter(work);
        await putWatch(work, watch);
        await putQuery(work, watch, true);
        await putNotice(work, watch, { what: 'created', by: actor.id });
        return { status: 'created' as const, watch };
      });
    },

    async preview(wanted: NewWatch, { actor, policyPlace }): Promise<readonly Notification[]> {
      const source = checkedSource(wanted.source, hooks);
      const settings = checkedSettings(wanted.settings);
      await mustBeAllowed(policy, source, actor, policyPlace);
      return preview({ source, settings, owner: actor, place: wanted.place });
    },

    list: (place, actor) => listWatches(storage, place, actor),

    find: (id) => findWatch(storage.db, id.trim().toUpperCase()),

    change: (id, settings: WatchChange, asker) =>
      alter(id, asker, (watch) => {
        const changed = checkedSettings({ ...watch.settings, ...settings } as WatchSettings);
        return {
          watch: { ...watch, settings: changed },
          notice: { what: 'changed', by: asker.actor.id, why: changeWords(watch, changed) },
        };
      }),

    pause: (id, asker, until) =>
      alter(id, asker, (watch) => ({
        watch: {
          ...watch,
          state: 'paused',
          pause: { reason: 'asked', why: 'Somebody paused it.', ...(until === undefined ? {} : { until }) },
        },
        notice: { what: 'paused', by: asker.actor.id },
      })),

    resume: (id, asker) =>
      alter(id, asker, (watch) => ({
        watch: active(watch),
        isHurried: true,
        ...(watch.state === 'paused' ? { notice: { what: 'resumed' as const, by: asker.actor.id } } : {}),
      })),

    stop: (id, asker) =>
      alter(id, asker, (watch) => ({
        watch: { ...active(watch), state: 'stopped' },
        notice: { what: 'stopped', by: asker.actor.id },
      })),

    becomeOwner: (id, asker) =>
      alter(id, asker, (watch) => ({
        watch: { ...(watch.pause?.reason === 'owner' ? active(watch) : watch), owner: asker.actor },
        isHurried: watch.pause?.reason === 'owner',
        notice: { what: 'owner_changed', by: asker.actor.id },
      })),

    mute: (id, subject, asker) =>
      alter(id, asker, (watch) => ({
        watch: {
          ...watch,
          settings: { ...watch.settings, muted: [...new Set([...watch.settings.muted, subject])].slice(-1_000) },
        },
      })),

    async test(id, { actor, policyPlace }) {
      const watch = await known(id);
      await mustBeAllowed(policy, watch.source, actor, policyPlace);
      const [example] = await preview(watch);
      await storage.write((work) => putTest(work, watch, example));
    },

    async batch(id, { actor, policyPlace }) {
      const found = await batchOf(storage.db, id);
      if (!found) return [];
      await mustBeAllowed(policy, found.watch.source, actor, policyPlace);
      return found.notifications;
    },
  };
}

/** "Interval, quiet hours": what of the settings is different. */
function changeWords({ settings: before }: Watch, after: WatchSettings): string {
  const words: Record<keyof WatchSettings, string> = {
    events: 'events',
    filters: 'filters',
    fields: 'fields',
    mode: 'how it notifies',
    digest: 'digest times',
    quiet: 'quiet hours',
    zone: 'time zone',
    everyMs: 'interval',
    mention: 'mention',
    personal: 'personal data',
    muted: 'muted records',
  };
  const names = (Object.keys(words) as (keyof WatchSettings)[]).filter(
    (name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
  );
  const list = names.map((name) => words[name]).join(', ');
  return list === '' ? 'Nothing is different.' : `Changed: ${list}.`;
}

