import type { VendorRecord } from '../operations/records.ts';
import { factTexts } from './record-text.ts';
import type { RecordSnapshot } from './snapshot.ts';
import type { RecordFilter } from './watch.ts';

/** A record as filters see it: its values by name and its facts by label. */
export type Filterable = Pick<RecordSnapshot, 'facts' | 'values'>;

export const filterable = ({ facts, values }: VendorRecord): Filterable => ({ facts: factTexts(facts), values });

const word = (text: string): string => text.trim().toLowerCase();
/** `Assigned to`, `assigned_to` and `assigned-to` are one name. */
const plain = (name: string): string => word(name).replace(/[\s_-]/g, '');

function valuesNamed({ facts, values }: Filterable, field: string): string[] {
  const wanted = plain(field);
  const named = [...Object.entries(values), ...Object.entries(facts)].filter(([name]) => plain(name) === wanted);
  return named.map(([, text]) => word(text));
}

/** How people write a value that a vendor stores as yes or no. */
const SAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['yes', ['true', '1']],
  ['no', ['false', '0']],
]);

/**
 * True if a record fits every filter. A value counts as it is stored and as it is shown, in any case: `2` and `New` are the
 * same status.
 */
export const fits = (record: Filterable, filters: readonly RecordFilter[]): boolean =>
  filters.every(({ field, value }) => {
    const found = valuesNamed(record, field);
    const wanted = word(value);
    if (wanted === '') return found.every((text) => text === '');
    return [wanted, ...(SAME.get(wanted) ?? [])].some((one) => found.includes(one));
  });
