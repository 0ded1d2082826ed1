import { z } from 'zod';
import { defineOperation, field } from '../../operation.ts';
import { path } from '../../path.ts';
import { projectId, shortId, updatedProject } from './schemas.ts';

export const addNote = defineOperation({
  id: 'jumptech.note.add',
  title: 'Add a note',
  summary: 'Adds a note to an installation project.',
  risk: 'write',
  repeatable: false,
  subject: 'projectId',

  input: z.object({
    projectId,
    text: field('Note', z.string().trim().min(1).max(3000), {
      as: 'multiline',
      placeholder: 'Customer rang, wants a morning slot',
      aliases: ['note'],
    }),
  }),
  positional: ['projectId', 'text'],

  request: ({ projectId, text }) => ({
    method: 'POST',
    path: path`projects/updateProject/${projectId}`,
    template: { name: 'noteAdd', values: { text } },
  }),

  response: updatedProject,

  present: (_, { projectId, text }) => ({
    headline: `Note added to project ${shortId(projectId)}`,
    body: text,
    facts: { Project: { code: projectId } },
    next: [{ operation: 'jumptech.note.add', label: 'Add another note', input: { projectId } }],
  }),

  examples: [
    { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Customer rang, wants a morning slot' },
  ],
});
