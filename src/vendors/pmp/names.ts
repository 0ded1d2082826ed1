import type { Choice } from '../../operations/fields.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { cleaned, isObject } from '../shared/responses.ts';
import { MOST_ROWS, rowsIn } from '../shared/schema.ts';
import { asText } from '../shared/values.ts';

/** Which list the numbers in a column come from. PMP often sends the name along, as `<column>_name`. */
const LIST_OF: ReadonlyMap<string, readonly (readonly [column: string, list: string])[]> = new Map([
  [
    'customers',
    [
      ['default_currency', 'currencies'],
      ['country', 'countries'],
      ['billing_country', 'countries'],
      ['shipping_country', 'countries'],
    ],
  ],
  [
    'leads',
    [
      ['status', 'lead-statuses'],
      ['source', 'lead-sources'],
      ['assigned', 'staff'],
      ['country', 'countries'],
    ],
  ],
  ['projects', [['status', 'project-statuses']]],
  [
    'tickets',
    [
      ['status', 'ticket-statuses'],
      ['department', 'ticket-departments'],
      ['service', 'ticket-services'],
      ['priority', 'ticket-priorities'],
      ['assigned', 'staff'],
    ],
  ],
]);

/** So that a strange answer cannot fill the memory. */
const MOST_PER_LIST = 200;
const LONGEST_NAME = 75;

/**
 * The names of the site's numbers, as configured and as learned from the records that pass by. A configured name wins.
 * Kept in memory only.
 */
export function createNames(configured: Readonly<Record<string, readonly Choice[]>>) {
  const known = new Map<string, Map<string, string>>();
  for (const [list, choices] of Object.entries(configured)) {
    known.set(list, new Map(choices.map(({ value, label }) => [value, label])));
  }

  /** The name of a number: the known one, else the one in the record, which is then remembered. */
  function nameOf(list: string, number: string, said: unknown): string | undefined {
    const names = known.get(list) ?? new Map<string, string>();
    const name = names.get(number);
    if (name !== undefined || !said || names.size >= MOST_PER_LIST || !/^[1-9]\d{0,11}$/.test(number)) return name;
    const learned = cleaned(said, LONGEST_NAME);
    if (learned) known.set(list, names.set(number, learned));
    return learned;
  }

  /** The row with a name beside each number whose name is known. */
  function named(lists: readonly (readonly [column: string, list: string])[], row: unknown): unknown {
    if (!isObject(row)) return row;
    let complete = row;
    for (const [column, list] of lists) {
      const said = row[`${column}_name`];
      const name = nameOf(list, asText(row[column]), said);
      if (name && name !== said) complete = { ...complete, [`${column}_name`]: name };
    }
    return complete;
  }

  return {
    choices: (list: string): Choice[] => [...(known.get(list) ?? [])].map(([value, label]) => ({ value, label })),

    /** Learns from an answer and adds the names it lacks. Answers to writes are passed on as they are. */
    complete({ method, path }: Pick<VendorRequest, 'method' | 'path'>, answer: unknown): unknown {
      const lists = LIST_OF.get(path.split('/')[1] ?? '') ?? [];
      if (method !== 'GET' || lists.length === 0 || typeof answer !== 'object' || answer === null) return answer;
      const complete = (rows: readonly unknown[]) =>
        rows.map((row, index) => (index < MOST_ROWS ? named(lists, row) : row));
      if (isObject(answer) && Array.isArray(answer.data)) return { ...answer, data: complete(answer.data) };
      const rows = rowsIn(answer);
      return rows[0] === answer ? named(lists, answer) : complete(rows);
    },
  };
}
