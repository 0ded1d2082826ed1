import { z } from 'zod';
import type { FileRef } from '../../../operations/files.ts';
import {
  type BodyValue,
  type Call,
  type Confirmation,
  defineOperation,
  type Operation,
  type Verdict,
} from '../../../operations/operation.ts';
import { isNear, wordsToSearch } from '../../shared/near.ts';
import { path } from '../../shared/path.ts';
import { FOUND_BY_NAME, isObject, unavailable, unavailableUntilMended } from '../../shared/responses.ts';
import { type ReadRows, readRows } from '../../shared/schema.ts';
import { asText } from '../../shared/values.ts';
import { type NewInput, newShape } from '../input.ts';
import { givenFacts } from '../overlay.ts';
import { capital, cellOf, type Fields, findRow, idOf, type Resource } from '../resource.ts';
import { type Row, searchable } from '../schemas.ts';
import { recordCard } from './get.ts';

interface Words<F extends Fields> extends Pick<Operation, 'title' | 'summary'> {
  positional: readonly (keyof F & string)[];
  /** Where somebody outside gets to know of it. */
  confirm?(input: NewInput<F>): Confirmation | undefined;
  /** Side effects in PMP. */
  notes?(input: NewInput<F>): readonly string[];
  examples: readonly [NewInput<F>, ...NewInput<F>[]];
}

type Input = Readonly<Record<string, unknown>>;

/** Everything PMP finds for a word. */
async function search({ plural, row }: Resource, key: string, call: Call): Promise<ReadRows<Row>> {
  return readRows(row, await call({ method: 'GET', path: path`api/${plural}/search/${key}`, whenEmpty: [] }));
}

/** The newest of these records; numbers grow. */
const newestOf = (resource: Resource, rows: readonly Row[]): Row | undefined =>
  rows.toSorted((a, b) => Number(idOf(resource, a)) - Number(idOf(resource, b))).at(-1);

/** A column that a new record is known by, as a person reads it. */
const knownAs = ({ newFields }: Resource, row: Row, name: string): string =>
  asText(newFields[name]?.read(cellOf(row, name)));

const isSame = (resource: Resource, input: Input) => (row: Row) =>
  resource.knownBy.every((name) => knownAs(resource, row, name) === asText(input[name]));

/** The same but for its name, which PMP may have changed a little. */
const isAlike = (resource: Resource, input: Input) => (row: Row) => {
  const [called, ...others] = resource.knownBy;
  return (
    others.every((name) => knownAs(resource, row, name) === asText(input[name])) &&
    isNear(knownAs(resource, row, called), asText(input[called]))
  );
};

/** The newest record that is known by the same words; undefined when there is none. */
async function newest(resource: Resource, input: Input, call: Call): Promise<Row | undefined> {
  const key = searchable(asText(input[resource.knownBy[0]]));
  if (key === undefined) return undefined;
  const { rows } = await search(resource, key, call);
  return newestOf(resource, rows.filter(isSame(resource, input)));
}

/** How many words are searched for before it is said that a record is not there. */
const MOST_SEARCHES = 3;

/** Looks for a new record whose answer got lost. Throws an OperationError where a search cannot tell. */
async function lookFor(resource: Resource, input: Input, call: Call): Promise<Verdict> {
  const { word, plural, knownBy } = resource;
  const called = asText(input[knownBy[0]]);
  const keys = [searchable(called) ?? [], wordsToSearch(called)].flat().slice(0, MOST_SEARCHES);
  if (wordsToSearch(called).length === 0) {
    throw unavailableUntilMended(`PMP cannot search for "${called}". Look at its list of ${plural} yourself.`);
  }
  let near: Row | undefined;
  let hidden = 0;
  for (const key of new Set(keys)) {
    const { rows, odd, unread } = await search(resource, key, call);
    const same = newestOf(resource, rows.filter(isSame(resource, input)));
    if (same) {
      const card = recordCard(resource, same, `${capital(word)} ${resource.nameOf(same)} is there`);
      return { happened: true, card: { ...card, notes: [FOUND_BY_NAME] } };
    }
    near ??= newestOf(resource, rows.filter(isAlike(resource, input)));
    hidden += odd + unread;
  }
  if (near) return { happened: 'maybe', candidate: `${word} ${idOf(resource, near)}, "${resource.nameOf(near)}"` };
  if (hidden > 0) throw unavailable(`PMP sent rows that the bot could not read, so it may be among them.`);
  return { happened: false, why: `PMP has no ${word} called "${called}".` };
}

/** PMP tells the number of a new record from 3.x on; before, the record is searched, and that is a guess. */
async function find(resource: Resource, input: Input, said: unknown, call: Call) {
  const returned = isObject(said) ? asText(said.record_id) : '';
  const isReturned = /^\d+$/.test(returned);
  // The record is there, whatever becomes of the search.
  const row = await (isReturned ? findRow(resource, returned, call) : newest(resource, input, call)).catch(
    () => undefined,
  );
  return { id: isReturned ? returned : row && idOf(resource, row), isGuess: !isReturned, row };
}

/** A note about the files: no answer of PMP says if they arrived. */
export const sentAlong = (files: readonly FileRef[] = []): string[] =>
  files.length > 0 ? [`Sent along: ${files.map(({ name }) => name).join(', ')}. PMP does not confirm files.`] : [];

/** A new record. PMP keeps the parts it is not given empty. */
export function add<F extends Fields, U extends Fields>(resource: Resource<F, U>, words: Words<F>): Operation {
  const { word, plural, newFields, knownBy } = resource;
  const { confirm, notes, ...rest } = words;
  const input = z.object(newShape(newFields));
  return defineOperation({
    ...rest,
    id: `pmp.${word}.add`,
    risk: 'write',
    repeatable: false,
    input,
    ...(confirm ? { confirm: (given) => confirm(given as NewInput<F>) } : {}),

    async run({ input, call }) {
      const given = Object.entries(newFields).filter(([name]) => input[name] !== undefined);
      const multipart = Object.fromEntries(given.map(([name, field]) => [name, field.write(input[name]) as BodyValue]));
      const said = await call({ method: 'POST', path: path`api/${plural}`, multipart });
      return find(resource, input, said, call);
    },

    verify: ({ input, call }) => lookFor(resource, input, call),

    response: z.object({ id: z.string().optional(), isGuess: z.boolean(), row: resource.row.optional() }),

    present({ id, isGuess, row }, input) {
      const headline = `${capital(word)} ${row ? resource.nameOf(row) : input[knownBy[0]]} added`;
      const openIt = id ? [{ operation: `pmp.${word}.get`, label: 'Open', input: { id } }] : [];
      return {
        ...(row
          ? recordCard(resource, row, headline)
          : { headline, facts: { ...(id ? { Number: { code: id } } : {}), ...givenFacts(newFields, input) } }),
        notes: [
          ...(isGuess
            ? [
                id
                  ? `PMP does not return the new number; ${id} is the newest "${row ? resource.nameOf(row) : input[knownBy[0]]}".`
                  : `PMP does not return the new number, and a search did not find the ${word}.`,
              ]
            : []),
          ...(notes?.(input as NewInput<F>) ?? []),
        ],
        next: [...openIt, { operation: `pmp.${word}.add`, label: `Add another ${word}`, input: {} }],
      };
    },
  });
}
