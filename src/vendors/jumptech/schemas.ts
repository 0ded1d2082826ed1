import { z } from 'zod';
import { field } from '../../operation.ts';

/** Vendor document: Jumptech Direct API, "Updating a Jumptech Project". */
export const projectId = field('Project id', z.uuid({ error: 'Give the whole project id, for example 7d733b90-a506-4d91-8c78-74c3b3be188f.' }), {
  placeholder: '7d733b90-a506-4d91-8c78-74c3b3be188f',
  hint: 'The long id from the address of the project in Jumptech.',
  aliases: ['project', 'id'],
});

/** What the client found in the doubly encoded answer. */
export const updatedProject = z.string();

/** Enough of the id for a person to recognise it. */
export const shortId = (id: string): string => id.split('-', 1)[0] ?? id;
