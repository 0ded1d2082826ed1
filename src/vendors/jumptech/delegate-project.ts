import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { HANDOVER_WARNING, projectId, shortId, updatedProject, updatePath } from './schemas.ts';

export const delegateProject = defineOperation({
  id: 'jumptech.project.delegate',
  title: 'Delegate to a tenant',
  summary: 'Hands a project over to a linked company.',
  risk: 'destructive',
  repeatable: false,
  subject: 'projectId',

  input: z.object({
    projectId,
    delegate: field(
      'Tenant',
      z
        .string()
        .trim()
        .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'Give the short name of the tenant in lower case, for example demo.'),
      {
        placeholder: 'demo',
        hint: 'Short name of a company that Jumptech has linked to yours.',
        aliases: ['tenant', 'to'],
      },
    ),
  }),
  positional: ['projectId', 'delegate'],

  confirm: ({ projectId, delegate }) => ({
    headline: `Hand project ${shortId(projectId)} over to ${delegate}?`,
    facts: { Project: { code: projectId }, Tenant: { code: delegate } },
    warning: HANDOVER_WARNING,
    button: 'Delegate',
  }),

  request: ({ projectId, delegate }) => ({ method: 'POST', path: updatePath(projectId), json: { delegate } }),

  response: updatedProject,

  present: (_, { projectId, delegate }) => ({
    headline: `Project ${shortId(projectId)} handed over to ${delegate}`,
    facts: { Project: { code: projectId }, Tenant: { code: delegate } },
  }),

  examples: [{ projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', delegate: 'demo' }],
});
