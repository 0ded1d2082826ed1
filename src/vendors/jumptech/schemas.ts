import { z } from 'zod';
import { field } from '../../operations/operation.ts';
import { path, type SafePath } from '../shared/path.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SAMPLE_ID = '7d733b90-a506-4d91-8c78-74c3b3be188f';

/** A whole UUID: anything else would address something else. */
export const uuid = (what: string, sample: string) =>
  z.string().trim().regex(UUID, `Give the whole ${what} id, for example ${sample}.`);

export const projectId = field('Project id', uuid('project', SAMPLE_ID), {
  placeholder: SAMPLE_ID,
  hint: 'The long id from the address of the project in Jumptech, or the whole address.',
  idOf: ['project'],
  aliases: ['project', 'id'],
});

export const noteText = field('Note', z.string().trim().min(1).max(3000), {
  as: 'multiline',
  placeholder: 'Customer rang, wants a morning slot',
  aliases: ['note'],
});

/** With `=` in it, a misspelled field name was taken for more of the text before it. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^=\p{Cc}]*$/u, 'Write it in one line, without "=". Field names must be spelled exactly.')
  .optional();

/**
 * The fields that may be changed, and no others: the same endpoint hands projects over. Only `phoneNumber` is documented
 * by the vendor, the others are names seen on projects. Phone numbers stay text: they begin with a zero.
 */
export const dataFields = {
  firstName: field('First name', line),
  lastName: field('Last name', line),
  email: field('E-mail', z.email().max(200).optional(), { placeholder: 'customer@example.com' }),
  phoneNumber: field(
    'Phone number',
    z
      .string()
      .trim()
      .regex(/^\+?[\d ()-]{5,30}$/, 'Give a phone number, for example 0123456789.')
      .optional(),
    { placeholder: '0123456789', aliases: ['phone'] },
  ),
  projectType: field('Project type', line, { aliases: ['type'] }),
  poOrderNumber: field('Purchase order number', line, { aliases: ['po'] }),
  quoteRef: field('Quote reference', line, { aliases: ['quote'] }),
};

/** The one endpoint of every operation (vendor document "Updating a Jumptech Project"). */
export const updatePath = (id: string): SafePath => path`projects/updateProject/${id}`;

/** The project id that the client found in the doubly encoded answer. */
export const updatedProject = z.string();

/** Enough of the id for a person to recognise it. */
export const shortId = (id: string): string => id.split('-', 1)[0] ?? id;

export const HANDOVER_WARNING =
  'The other company gets the project and may be told at once. The bot cannot take it back, and cannot look up whether it arrived.';
