import { z } from 'zod';
import { defineOperation } from '../../operations/operation.ts';
import { dataFields, projectId, shortId, updatedProject, updatePath } from './schemas.ts';

type Field = keyof typeof dataFields;
const NAMES = Object.keys(dataFields) as Field[];

const labelOf = (name: Field): string => dataFields[name].meta()?.title ?? name;

/** The data fields given, by name, and nothing else that came along. */
const changesOf = (input: Partial<Record<Field, string | undefined>>): Partial<Record<Field, string>> =>
  Object.fromEntries(NAMES.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));

export const updateProject = defineOperation({
  id: 'jumptech.project.update',
  title: 'Update a project',
  summary: 'Changes the fields you give and leaves the others as they are.',
  risk: 'write',
  repeatable: true,
  subject: 'projectId',

  input: z
    .object({ projectId, ...dataFields })
    .refine(
      (input) => Object.keys(changesOf(input)).length > 0,
      'Give at least one field to change, for example phoneNumber=0123456789.',
    ),
  positional: ['projectId'],

  request: ({ projectId, ...data }) => ({
    method: 'POST',
    path: updatePath(projectId),
    json: changesOf(data),
  }),

  response: updatedProject,

  present: (_, { projectId, ...data }) => ({
    headline: `Project ${shortId(projectId)} updated`,
    facts: {
      Project: { code: projectId },
      ...Object.fromEntries(NAMES.map((name) => [labelOf(name), data[name]])),
    },
    next: [
      { operation: 'jumptech.note.add', label: 'Add a note', input: { projectId } },
      { operation: 'jumptech.project.update', label: 'Update again', input: { projectId } },
    ],
  }),

  examples: [
    { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', phoneNumber: '0123456789' },
    {
      projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f',
      firstName: 'Priya',
      lastName: 'Anand',
      email: 'priya.anand@example.com',
    },
  ],
});
