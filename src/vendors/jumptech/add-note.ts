import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { noteText, projectId, shortId, updatedProject, updatePath } from './schemas.ts';

export const addNote = defineOperation({
  id: 'jumptech.note.add',
  title: 'Add a note',
  summary: 'Adds a note to an installation project.',
  risk: 'write',
  repeatable: false,
  subject: 'projectId',
  // Notes are written by updating their project, and what that leaves of other values is documented nowhere.
  subjectResource: 'project',

  input: z.object({ projectId, text: noteText }),
  positional: ['projectId', 'text'],

  request: ({ projectId, text }) => ({
    method: 'POST',
    path: updatePath(projectId),
    template: { name: 'noteAdd', values: { text } },
  }),

  response: updatedProject,

  present: (_, { projectId, text }) => ({
    headline: `Note added to project ${shortId(projectId)}`,
    body: text,
    facts: { Project: { code: projectId } },
    next: [
      { operation: 'jumptech.note.add', label: 'Add another note', input: { projectId } },
      { operation: 'jumptech.project.update', label: 'Update the project', input: { projectId } },
    ],
  }),

  examples: [{ projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Customer rang, wants a morning slot' }],
});
