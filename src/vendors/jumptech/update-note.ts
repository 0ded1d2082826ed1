import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { noteText, projectId, shortId, updatedProject, updatePath } from './schemas.ts';

export const updateNote = defineOperation({
  id: 'jumptech.note.update',
  title: 'Update a note',
  summary: 'Replaces the text of a note whose id you know.',
  risk: 'write',
  repeatable: true,
  subject: 'projectId',
  // Notes are written by updating their project, and what that leaves of other values is documented nowhere.
  subjectResource: 'project',

  input: z.object({
    projectId,
    noteId: field(
      'Note id',
      z
        .string()
        .trim()
        // Without `/`, so that an address is not taken for an id.
        .regex(/^[!-.0-~]{1,100}$/, 'Give the id of the note, without spaces.'),
      { hint: 'Jumptech shows it; the bot cannot look it up.', idOf: ['note'] },
    ),
    text: noteText,
  }),
  positional: ['projectId', 'noteId', 'text'],

  request: ({ projectId, noteId, text }) => ({
    method: 'POST',
    path: updatePath(projectId),
    template: { name: 'noteUpdate', values: { noteId, text } },
  }),

  response: updatedProject,

  present: (_, { projectId, noteId, text }) => ({
    headline: `Note changed on project ${shortId(projectId)}`,
    body: text,
    facts: { Project: { code: projectId }, Note: { code: noteId } },
    next: [
      { operation: 'jumptech.note.update', label: 'Change it again', input: { projectId, noteId } },
      { operation: 'jumptech.note.add', label: 'Add a note', input: { projectId } },
    ],
  }),

  examples: [
    {
      projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f',
      noteId: '5f0c8f6e-3c1b-4a7e-9d52-1b7e0c9a4f10',
      text: 'Customer rang, now wants an afternoon slot',
    },
  ],
});
