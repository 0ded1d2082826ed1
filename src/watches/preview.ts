import type { RecordsRead } from '../engine/reads.ts';
import type { Journal } from '../journal/journal.ts';
import { findOperation } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { VendorRecord } from '../operations/records.ts';
import { differenceOf } from './difference.ts';
import { eachRecord } from './each-record.ts';
import { matchesJournal } from './journal-filter.ts';
import { journalNotification } from './journal-notification.ts';
import type { Notification } from './notification.ts';
import { filterable, fits } from './record-filter.ts';
import { recordNotification } from './record-notification.ts';
import type { Watch } from './watch.ts';

const MOST = 3;
/** So many entries are looked through for one that the watch would have told of. */
const LOOKED_THROUGH = 200;

/** What a watch would have said of the last few records. */
export type Preview = (watch: Pick<Watch, 'source' | 'settings'>) => Promise<Notification[]>;

interface PreviewParts {
  journal: Pick<Journal, 'history' | 'now'>;
  readRecords(operation: Operation, input: Record<string, unknown>, urgency: 'person'): Promise<RecordsRead>;
  pageOf(record: VendorRecord): string | undefined;
}

/** The last of a list: by their numbers where ids are numbers, else as the vendor gives them. */
function lastOf(found: readonly { id: string; index: number }[]): number[] {
  const isNumbered = found.every(({ id }) => /^\d+$/.test(id));
  const sorted = isNumbered ? [...found].sort((a, b) => Number(b.id) - Number(a.id)) : [...found].reverse();
  return sorted.slice(0, MOST).map(({ index }) => index);
}

/** Makes previews. They keep nothing and post nothing. */
export function createPreview({ journal, readRecords, pageOf }: PreviewParts): Preview {
  async function ofRecords(
    { operation: id, input }: { operation: string; input: object },
    settings: Watch['settings'],
  ) {
    const operation = findOperation(id);
    if (!operation?.records) return [];
    const { records } = operation;
    const read = await readRecords(operation, { ...input }, 'person');
    const fitting: { id: string; index: number }[] = [];
    await eachRecord(read, (record, index) => {
      if (fits(filterable(record), settings.filters)) fitting.push({ id: record.id, index });
    });
    const parts = { type: records, pageOf };
    const at = await journal.now();
    return lastOf(fitting).map((index) => {
      const record = read.at(index);
      return recordNotification('new', differenceOf(record.id, undefined, record, records), settings, { at }, parts);
    });
  }

  async function ofJournal(
    filter: Extract<Watch['source'], { kind: 'journal' }>['filter'],
    settings: Watch['settings'],
  ) {
    const { entries } = await journal.history(filter.operation ? { operation: filter.operation } : {}, {
      limit: LOOKED_THROUGH,
    });
    const moments = entries.flatMap((entry) => {
      const operation = findOperation(entry.operation);
      return operation ? [{ entry, operation, state: entry.state, at: entry.endedAt ?? entry.acceptedAt }] : [];
    });
    const fitting = moments.filter((moment) => matchesJournal(moment, filter));
    return fitting.slice(0, MOST).map((moment) => journalNotification(moment, settings));
  }

  return async ({ source, settings }) => {
    if (source.kind === 'records') return ofRecords(source, settings);
    return source.kind === 'journal' ? ofJournal(source.filter, settings) : [];
  };
}
