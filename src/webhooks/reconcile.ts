import type { Logger } from '../log.ts';
import type { HookSettings } from './settings.ts';
import type { HookStore } from './store.ts';

/** Records in which a poll found a change. */
export interface Found {
  resource: string;
  ids: readonly string[];
  /** When the vendor had answered the same question before. */
  since: number;
}

/** A webhook may come a moment before its change can be read, and the answer before it without the change. */
const EARLY_MS = 60_000;
const MOST_LOGGED = 10;

/** Notes in the log what polls found and no webhook had named, although the vendor's hook is set up. */
export function createReconciler({
  hooks,
  store,
  log,
}: {
  hooks: readonly HookSettings[];
  store: Pick<HookStore, 'named'>;
  log: Pick<Logger, 'info'>;
}): (found: Found) => Promise<void> {
  return async ({ resource, ids, since }) => {
    const [vendor] = resource.split('.');
    const own = hooks.filter(({ kind }) => kind === vendor).map(({ name }) => name);
    if (own.length === 0 || ids.length === 0) return;
    const named = await store.named(own, resource, ids, since - EARLY_MS);
    const records = ids.filter((id) => !named.has(id));
    if (records.length === 0) return;
    log.info({ resource, found: records.length, records: records.slice(0, MOST_LOGGED) }, 'found by reconciling');
  };
}
