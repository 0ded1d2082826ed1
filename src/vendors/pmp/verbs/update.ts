import { z } from 'zod';
import { OperationError } from '../../../errors.ts';
import { defineOperation, field, type Operation } from '../../../operations/operation.ts';
import { refused, unavailable } from '../../shared/responses.ts';
import { HIDDEN } from '../../shared/secrets.ts';
import { asText } from '../../shared/values.ts';
import { type UpdateInput, updateShape } from '../input.ts';
import { type Change, changeFacts, differences, isDone, lossesOf, overlay } from '../overlay.ts';
import { capital, cellOf, type Fields, idOf, type Resource, readRow, recordPath } from '../resource.ts';
import { number, type Row } from '../schemas.ts';
import { idField } from './get.ts';

interface Words<U extends Fields> extends Pick<Operation, 'title' | 'summary'> {
  examples: readonly [UpdateInput<U>, ...UpdateInput<U>[]];
}

/** Names a field whose value is to be taken away: leaving a field out means that it stays as it is. */
function clearField(fields: Fields) {
  const clearable = Object.entries(fields).filter(([, { empty }]) => empty !== undefined);
  const options = Object.fromEntries(clearable.map(([name, { label }]) => [name, label]));
  return field(
    'Empty these fields',
    z
      .array(z.enum(Object.keys(options)))
      .min(1)
      .optional(),
    {
      options,
      hint: 'A field left out stays as it is; to take its value away, name it here.',
      aliases: ['empty'],
    },
  );
}

/** Without these the server refuses; sent empty, it might take them. */
function checkMandatory({ mandatory, word }: Resource, body: Readonly<Record<string, unknown>>): void {
  const missing = mandatory.filter((name) => body[name] === undefined);
  if (missing.length === 0) return;
  throw new OperationError({
    kind: 'input',
    message: `PMP shows no ${missing.join(', ')} for this ${word}, and takes no update without. Please give it as well.`,
    fields: Object.fromEntries(missing.map((name) => [name, 'This is needed.'])),
  });
}

/** A value that holds one of the bot's secrets came without it, so it cannot be sent back as it is stored. */
function checkWhole({ word }: Resource, body: Readonly<Record<string, unknown>>, changes: readonly Change[]): void {
  const changed = new Set(changes.map(({ name }) => name));
  const lost = Object.entries(body).find(([name, value]) => !changed.has(name) && asText(value).includes(HIDDEN));
  if (!lost) return;
  const message = `The ${lost[0]} of this ${word} holds a key of the bot, which an update would lose. Please give it as well.`;
  throw new OperationError({ kind: 'input', message, fields: { [lost[0]]: 'This is needed.' } });
}

/** The record as it is. Another one than asked for must never be written back. */
async function readOwn(resource: Resource, id: string, call: Parameters<typeof readRow>[2]): Promise<Row> {
  const row = await readRow(resource, id, call);
  if (Number(idOf(resource, row)) !== Number(id)) throw unavailable(`PMP answered with another ${resource.word}.`);
  return row;
}

/** Changes what is given and keeps the rest, although PMP empties what an update leaves out: reads, overlays, sends all. */
export function update<F extends Fields, U extends Fields>(resource: Resource<F, U>, words: Words<U>): Operation {
  const { word, updateFields } = resource;
  return defineOperation({
    ...words,
    examples: words.examples as readonly [{ id: string }, ...{ id: string }[]],
    id: `pmp.${word}.update`,
    risk: 'write',
    repeatable: true,
    subject: 'id',
    input: z
      .object({ id: idField(resource), ...updateShape(updateFields), clear: clearField(updateFields) })
      .superRefine(({ id: _, ...wantedValues }, context) => {
        const isIdle = Object.values(wantedValues).every((wanted) => wanted === undefined);
        if (isIdle) context.addIssue({ code: 'custom', message: `Say what to change about the ${word}.` });
      }),
    positional: ['id'],

    confirm(input) {
      const losses = lossesOf(updateFields, input);
      if (losses.length === 0) return undefined;
      const warning = [...losses, 'It cannot show what is there now, so give all that is to stay.'].join(' ');
      return { headline: `Update ${word} ${input.id}?`, warning, button: 'Update all the same' };
    },

    async preview({ input, call, choices }) {
      const row = await readOwn(resource, input.id, call);
      const { changes } = overlay(updateFields, row, input);
      const facts =
        changes.length > 0 ? changeFacts(row, changes, choices) : { Changes: 'None: it has these values already' };
      return { [capital(word)]: resource.nameOf(row), ...facts };
    },

    async prefill({ input, call }) {
      const { data: id } = number.safeParse(input.id);
      if (id === undefined) return {};
      const row = await readOwn(resource, id, call);
      return Object.fromEntries(Object.entries(updateFields).map(([name, one]) => [name, one.read(cellOf(row, name))]));
    },

    emptied: 'clear',

    undo({ input: { id, clear = [], ...given }, before }) {
      const changed = Object.entries(given).filter(([name, value]) => value !== undefined && value !== before[name]);
      const names = [...new Set([...changed.map(([name]) => name), ...clear])];
      // The old value of a field that PMP never shows is unknown, so it cannot come back.
      if (names.length === 0 || names.some((name) => updateFields[name]?.hidden)) return undefined;
      const isEmpty = (name: string) => before[name] === undefined || before[name] === '';
      const values = names.filter((name) => !isEmpty(name)).map((name) => [name, before[name]]);
      const emptyAgain = names.filter((name) => isEmpty(name) && updateFields[name]?.empty !== undefined);
      return { id, ...Object.fromEntries(values), ...(emptyAgain.length > 0 ? { clear: emptyAgain } : {}) };
    },

    async run({ input, call }) {
      const before = await readOwn(resource, input.id, call);
      const { body, changes } = overlay(updateFields, before, input);
      if (changes.length === 0) return { before, after: before, isSent: false };
      checkMandatory(resource, body);
      checkWhole(resource, body, changes);
      const json = resource.repeatsId ? { ...body, [resource.id]: input.id } : body;
      const said = await call({ method: 'PUT', path: recordPath(resource, input.id), json, whenEmpty: null });
      if (said !== null) {
        // The change is made; that it cannot be shown right now does not undo it.
        const after = await readOwn(resource, input.id, call).catch(() => undefined);
        return { before, after, isSent: true };
      }
      // "Update Fail." is also what PMP says when everything was so already, for example after an answer that got lost.
      const after = await readOwn(resource, input.id, call);
      if (!isDone(after, changes)) throw refused(`PMP refused to change this ${word} and did not say why.`);
      return { before, after, isSent: Object.keys(differences(updateFields, before, after)).length > 0 };
    },

    response: z.object({ before: resource.row, after: resource.row.optional(), isSent: z.boolean() }),

    present({ before, after, isSent }, input) {
      const { changes } = overlay(updateFields, before, input);
      const hidden = changes.filter((change) => change.field.hidden);
      const facts = after
        ? { ...differences(updateFields, before, after), ...changeFacts(before, hidden) }
        : changeFacts(before, changes);
      const name = `${capital(word)} ${resource.nameOf(after ?? before)}`;
      return {
        headline: isSent ? `${name} updated` : `${name} has these values already`,
        facts: { Number: { code: input.id }, ...(isSent ? facts : {}) },
        notes: isSent ? lossesOf(updateFields, input) : ['Nothing needed changing.'],
        next: [{ operation: `pmp.${word}.get`, label: 'Open', input: { id: input.id } }],
      };
    },
  });
}
