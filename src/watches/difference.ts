import type { VendorRecord } from '../operations/records.ts';
import type { Change } from './notification.ts';
import { filterable, fits } from './record-filter.ts';
import { changesSince, type PersonalOf, type RecordSnapshot } from './snapshot.ts';
import type { WatchEvent, WatchSettings } from './watch.ts';

/** One record that an answer shows otherwise than the one before: both sides, but for a new or a gone one. */
export interface Difference {
  resource: string;
  id: string;
  before?: RecordSnapshot;
  now?: VendorRecord;
  changes: readonly (Change & { personal: boolean })[];
}

/** What is different of a record; at least one of its sides is there. */
export function differenceOf(
  id: string,
  before: RecordSnapshot | undefined,
  now: VendorRecord | undefined,
  type: PersonalOf & { resource: string },
): Difference {
  return {
    resource: type.resource,
    id,
    ...(before ? { before } : {}),
    ...(now ? { now } : {}),
    changes: before && now ? changesSince(before, now, type) : [],
  };
}

/** What a watch with these settings may read of the changes. */
export const changesFor = (
  { changes }: Difference,
  { personal }: Pick<WatchSettings, 'personal'>,
): readonly Difference['changes'][number][] => changes.filter((one) => personal || !one.personal);

/**
 * Filters on both sides see the same: personal values were never kept, so a record that is there counts as what it was in
 * them. Whatever the filters are, a new record was not there before.
 */
function eventOf(difference: Difference, { filters }: Pick<WatchSettings, 'filters'>): WatchEvent | undefined {
  const { before, now } = difference;
  const fitted = before !== undefined && fits(before, filters);
  const does = now !== undefined && fits(filterable(now), filters);
  if (!before) return does ? 'new' : undefined;
  if (!now) return fitted ? 'gone' : undefined;
  if (fitted && does) return 'changed';
  if (does) return 'entered';
  return fitted ? 'left' : undefined;
}

const lower = (words: readonly string[]): Set<string> => new Set(words.map((one) => one.toLowerCase()));

/** True if this watch says nothing of the record. */
export const isMuted = ({ resource, id }: Difference, { muted }: Pick<WatchSettings, 'muted'>): boolean =>
  muted.includes(`${resource}/${id}`) || muted.includes(id);

/** True if one of the changes counts for a watch with these settings. */
function counts(difference: Difference, settings: WatchSettings): boolean {
  const fields = lower(settings.fields);
  return changesFor(difference, settings).some(({ label }) => fields.size === 0 || fields.has(label.toLowerCase()));
}

/**
 * The event of a difference for a watch with these settings, and whether it wants to hear of it. What it does not want still
 * is the present state of the record.
 */
export function eventFor(
  difference: Difference,
  settings: WatchSettings,
): { event: WatchEvent; isWanted: boolean } | undefined {
  const event = eventOf(difference, settings);
  if (event === undefined || isMuted(difference, settings)) return undefined;
  const isWanted = settings.events.includes(event) && (event !== 'changed' || counts(difference, settings));
  const saysNothing = event === 'changed' && changesFor(difference, settings).length === 0;
  return saysNothing ? undefined : { event, isWanted };
}
