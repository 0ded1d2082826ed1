import { permitted } from '../engine/permitted.ts';
import type { Policy } from '../policy/policy.ts';
import type { Work } from '../storage/group-commit.ts';
import type { Storage } from '../storage/storage.ts';
import type { Clients } from '../vendors/clients.ts';
import { mustBeAllowed } from './access.ts';
import { createAlterations, knownWatch, putAltered } from './alter.ts';
import { batchOf, putTest } from './batches.ts';
import { checkedSettings, checkedSource } from './checks.ts';
import { describeWatch } from './describe.ts';
import { listWatches } from './list.ts';
import type { Preview } from './preview.ts';
import { watchOf } from './rows.ts';
import { findWatch, keyOfSource, newWatchId, startJournalCounter } from './store.ts';
import { journalSubjects, subjectsAt, webhookSubject } from './subjects.ts';
import { canonicalJson } from './values.ts';
import type { Watch } from './watch.ts';
import type { NewWatch, WatchAsker, Watches } from './watches.ts';

export interface ServiceParts {
  storage: Storage;
  policy: Policy;
  clients: Clients;
  /** Names of the webhooks that are set up. */
  hooks: readonly string[];
  preview: Preview;
}

type Wanted = Pick<Watch, 'source' | 'settings' | 'place'>;

/** A watch of the same place that asks and filters the same. */
async function equalTo({ db }: Work, { source, settings, place }: Wanted): Promise<Watch | undefined> {
  const ofPlace = db.selectFrom('watch').selectAll().where('door', '=', place.door).where('place', '=', place.address);
  const asking = ofPlace.where('source_kind', '=', source.kind).where('source_key', '=', keyOfSource(source));
  const filters = (one: Pick<Watch, 'settings'>) => canonicalJson(one.settings.filters);
  const rows = await asking.where('state', '!=', 'stopped').execute();
  return rows.map(watchOf).find((one) => filters(one) === filters({ settings }));
}

/** What people do with watches, whatever door they come by. */
export function createWatches(parts: ServiceParts): Watches {
  const { storage, policy, clients, hooks, preview } = parts;

  /** What somebody wants, checked. Rejects with an OperationError when it cannot be, or they may not. */
  async function check(
    wanted: NewWatch,
    { actor, policyPlace }: WatchAsker,
  ): Promise<Wanted & { owner: Watch['owner'] }> {
    const source = checkedSource(wanted.source, hooks);
    const settings = checkedSettings(wanted.settings, source);
    await mustBeAllowed(policy, source, actor, policyPlace);
    return { source, settings, place: wanted.place, owner: actor };
  }

  return {
    ...createAlterations(parts),

    async subjects({ actor, policyPlace }) {
      const seen = await permitted({ clients, policy }, actor, policyPlace);
      return [...seen.flatMap(subjectsAt), ...journalSubjects, ...hooks.map(webhookSubject)];
    },

    async create(wanted, asker) {
      const checked = await check(wanted, asker);
      return storage.write(async (work) => {
        const equal = await equalTo(work, checked);
        if (equal) return { status: 'exists' as const, watch: equal };
        const watch: Watch = { ...checked, id: newWatchId(), state: 'active', createdAt: work.now };
        if (watch.source.kind === 'journal') await startJournalCounter(work);
        await putAltered(work, { watch, isHurried: true, notice: { what: 'created', by: asker.actor.id } });
        return { status: 'created' as const, watch };
      });
    },

    preview: async (wanted, asker) => preview(await check(wanted, asker)),

    list: (place, actor) => listWatches(storage, place, actor, (watch) => describeWatch(watch, clients)),

    find: (id) => findWatch(storage.db, id.trim().toUpperCase()),

    async test(id, { actor, policyPlace }) {
      const watch = await knownWatch(storage.db, id);
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
