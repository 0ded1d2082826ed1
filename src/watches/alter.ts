import type { Policy } from '../policy/policy.ts';
import type { Work } from '../storage/group-commit.ts';
import type { Storage } from '../storage/storage.ts';
import { mustBeAllowed } from './access.ts';
import { changeWords } from './change-words.ts';
import { checkedSettings, wrong } from './checks.ts';
import { enqueueNotices } from './enqueue.ts';
import type { WatchNotice } from './notification.ts';
import { findWatch, putQuery, putWatch } from './store.ts';
import type { Watch, WatchSettings } from './watch.ts';
import type { WatchAsker, Watches } from './watches.ts';

/** A watch forgets the oldest of more muted records than these. */
const MOST_MUTED = 1_000;

interface Altered {
  watch: Watch;
  /** Absent: nothing is said of it. */
  notice?: WatchNotice;
  /** The vendor is asked at once. */
  isHurried?: boolean;
}

const activated = ({ pause: _, ...watch }: Watch): Watch => ({ ...watch, state: 'active' });

/** Puts a changed watch on record, with what is said of it. Part of the write that read it. */
export async function putAltered(work: Work, { watch, notice, isHurried = false }: Altered): Promise<void> {
  await putWatch(work, watch);
  await putQuery(work, watch, isHurried);
  if (notice) await enqueueNotices(work, [{ watch, notice }]);
}

/** A watch that goes on from where it was. */
export const resumed = (watch: Watch, by?: string): Altered => ({
  watch: activated(watch),
  isHurried: true,
  ...(watch.state === 'paused' ? { notice: { what: 'resumed', ...(by === undefined ? {} : { by }) } } : {}),
});

/** A watch by its id as somebody typed it. Throws an OperationError when there is none, or it was stopped. */
export async function knownWatch(db: Storage['db'], id: string): Promise<Watch> {
  const watch = await findWatch(db, id.trim().toUpperCase());
  if (!watch || watch.state === 'stopped') throw wrong(`There is no watch ${id}.`);
  return watch;
}

type Alterations = Pick<Watches, 'change' | 'pause' | 'resume' | 'stop' | 'becomeOwner' | 'mute'>;

/** What people change of a watch, each change said in its channel and written together with that. */
export function createAlterations({ storage, policy }: { storage: Storage; policy: Policy }): Alterations {
  async function alter(
    id: string,
    { actor, policyPlace }: WatchAsker,
    change: (watch: Watch) => Altered,
  ): Promise<Watch> {
    const before = await knownWatch(storage.db, id);
    await mustBeAllowed(policy, before.source, actor, policyPlace);
    return storage.write(async (work) => {
      // As it is at this moment: several people may press at once.
      const altered = change(await knownWatch(work.db, before.id));
      await putAltered(work, altered);
      return altered.watch;
    });
  }

  return {
    change: (id, settings, asker) =>
      alter(id, asker, (watch) => {
        const changed = checkedSettings({ ...watch.settings, ...settings } as WatchSettings, watch.source);
        const notice: WatchNotice = { what: 'changed', by: asker.actor.id, why: changeWords(watch, changed) };
        return { watch: { ...watch, settings: changed }, notice };
      }),

    pause: (id, asker, until) =>
      alter(id, asker, (watch) => {
        const pause = {
          reason: 'asked',
          why: 'Somebody paused it.',
          ...(until === undefined ? {} : { until }),
        } as const;
        return { watch: { ...watch, state: 'paused', pause }, notice: { what: 'paused', by: asker.actor.id } };
      }),

    resume: (id, asker) => alter(id, asker, (watch) => resumed(watch, asker.actor.id)),

    stop: (id, asker) =>
      alter(id, asker, (watch) => ({
        watch: { ...activated(watch), state: 'stopped' },
        notice: { what: 'stopped', by: asker.actor.id },
      })),

    becomeOwner: (id, asker) =>
      alter(id, asker, (watch) => {
        const wasWithout = watch.pause?.reason === 'owner';
        return {
          watch: { ...(wasWithout ? activated(watch) : watch), owner: asker.actor },
          isHurried: wasWithout,
          notice: { what: 'owner_changed', by: asker.actor.id },
        };
      }),

    mute: (id, subject, asker) =>
      alter(id, asker, (watch) => {
        const muted = [...new Set([...watch.settings.muted, subject])].slice(-MOST_MUTED);
        return { watch: { ...watch, settings: { ...watch.settings, muted } } };
      }),
  };
}
