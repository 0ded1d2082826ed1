import { z } from 'zod';
import { defineOperation, type Operation } from '../../../operations/operation.ts';
import { path } from '../../shared/path.ts';
import { refused } from '../../shared/responses.ts';
import { capital, findRow, type Resource, readRow } from '../resource.ts';
import { idField, recordCard } from './get.ts';

interface Words extends Pick<Operation, 'title' | 'summary'> {
  /** The things deleted with it, in a sentence. */
  cascade: string;
  /** Why PMP may refuse, where a reason is known. */
  whenRefused?: string;
  examples: readonly [{ id: string }, ...{ id: string }[]];
}

/** Deletes a record for good. Its last reading stays on the card. */
export function remove(resource: Resource, { cascade, whenRefused, ...words }: Words): Operation {
  const { word, plural } = resource;
  return defineOperation({
    ...words,
    id: `pmp.${word}.delete`,
    risk: 'destructive',
    repeatable: true,
    subject: 'id',
    input: z.object({ id: idField(resource) }),
    positional: ['id'],

    confirm: ({ id }) => ({
      headline: `Delete ${word} ${id}?`,
      warning: `${cascade} There is no undo.`,
      button: `Delete this ${word}`,
    }),

    async preview({ input, call }) {
      const row = await readRow(resource, input.id, call);
      return { [capital(word)]: resource.nameOf(row), ...resource.facts(row) };
    },

    async run({ input, call }) {
      const row = await findRow(resource, input.id, call);
      if (!row) return {};
      const request = { method: 'DELETE', path: path`api/delete/${plural}/${input.id}`, whenEmpty: null } as const;
      const said = await call(request);
      // "Delete Fail." is also what PMP says of a record that is gone, for example after an answer that got lost.
      if (said === null && (await findRow(resource, input.id, call))) {
        throw refused([`PMP refused to delete this ${word}.`, whenRefused ?? ''].join(' ').trim());
      }
      return { row };
    },

    response: z.object({ row: resource.row.optional() }),

    present: ({ row }, { id }) =>
      row
        ? recordCard(resource, row, `${capital(word)} ${resource.nameOf(row)} deleted`)
        : {
            headline: `There is no ${word} ${id}`,
            notes: ['It was gone already: deleted by somebody else, or by an earlier try of this one.'],
          },
  });
}
