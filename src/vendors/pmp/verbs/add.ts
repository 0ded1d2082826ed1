import { z } from 'zod';
import type { FileRef } from '../../../files.ts';
import { type BodyValue, type Call, type Confirmation, defineOperation, type Operation } from '../../../operation.ts';
import { path } from '../../../path.ts';
import { FOUND_BY_NAME, isObject, unavailableUntilMended } from '../../answers.ts';
import { type NewInput, newShape } from '../input.ts';
import { givenFacts } from '../overlay.ts';
import { capital, cellOf, type Fields, findRow, idOf, type Resource } from '../resource.ts';
import { manyOf, type Row, searchable } from '../schemas.ts';
import { recordCard } from './get.ts';

interface Words<F extends Fields> extends Pick<Operation, 'title' | 'summary'> {
  positional: readonly (keyof F & string)[];
  /** Where somebody outside gets to know of it. */
  confirm?(input: NewInput<F>): Confirmation | undefined;
  /** What PMP does besides. */
  notes?(input: NewInput<F>): readonly string[];
  examples: readonly [NewInput<F>, ...NewInput<F>[]];
}

type Input = Readonly<Record<string, unknown>>;

/** The newest record that is known by the same words; undefined when there is none. */
async function newest(resource: Resource, input: Input, call: Call): Promise<Row | undefined> {
  const { plural, newFields, knownBy } = resource;
  const key = searchable(String(input[knownBy[0]]));
  if (key === undefined) return undefined;
  const answer = await call({ method: 'GET', path: path`api/${plural}/search/${key}`, whenEmpty: [] });
  const isAlike = (row: Row) =>
    knownBy.every((name) => String(newFields[name]?.read(cellOf(row, name))) === String(input[name]));
  return manyOf(resource.row)
    .parse(answer)
    .filter(isAlike)
    .sort((a, b) => Number(idOf(resource, a)) - Number(idOf(resource, b)))
    .at(-1);
}

/** PMP tells the number of a new record from 3.x on; before, the record is searched, and that is a guess. */
async function find(resource: Resource, input: Input, said: unknown, call: Call) {
  const told = isObject(said) ? String(said.record_id ?? '') : '';
  const isTold = /^\d+$/.test(told);
  // The record is there, whatever becomes of the search.
  const row = await (isTold ? findRow(resource, told, call) : newest(resource, input, call)).catch(() => undefined);
  return { id: isTold ? told : row && idOf(resource, row), isGuess: !isTold, row };
}

/** What became of the files nobody can know: no answer of PMP speaks of them. */
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

    async verify({ input, call }) {
      const called = String(input[knownBy[0]]);
      if (searchable(called) === undefined) {
        throw unavailableUntilMended(`PMP cannot search for "${called}". Look at its list of ${plural} yourself.`);
      }
      const row = await newest(resource, input, call);
      if (!row) return { happened: false, why: `PMP has no ${word} called "${called}".` };
      return {
        happened: true,
        card: {
          ...recordCard(resource, row, `${capital(word)} ${resource.nameOf(row)} is there`),
          notes: [FOUND_BY_NAME],
        },
      };
    },

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
                  ? `PMP does not say the number of a new ${word}. ${id} is the newest that is called so; most likely it is this one.`
                  : `PMP does not say the number of a new ${word}, and a search did not find it.`,
              ]
            : []),
          ...(notes?.(input as NewInput<F>) ?? []),
        ],
        next: [...openIt, { operation: `pmp.${word}.add`, label: `Add another ${word}`, input: {} }],
      };
    },
  });
}
