import { z } from 'zod';
import { defineOperation, field } from '../../operations/operation.ts';
import { HANDOVER_WARNING, projectId, shortId, updatedProject, updatePath, uuid } from './schemas.ts';

const SAMPLE_ID = '935ebf1c-24e9-46ad-bba2-f50a19ab12d7';

export const delegateSubtenantProject = defineOperation({
  id: 'jumptech.project.delegate-subtenant',
  title: 'Delegate to a sub-tenant',
  summary: 'Hands a project over to a sub-tenant of a linked company.',
  risk: 'destructive',
  repeatable: false,
  subject: 'projectId',

  input: z.object({
    projectId,
    subTenantId: field('Sub-tenant id', uuid('sub-tenant', SAMPLE_ID), {
      placeholder: SAMPLE_ID,
      hint: 'Ask the support of Jumptech for it.',
      aliases: ['subtenant', 'to'],
      idOf: ['subtenant'],
    }),
  }),
  positional: ['projectId', 'subTenantId'],

  confirm: ({ projectId, subTenantId }) => ({
    headline: `Hand project ${shortId(projectId)} over to sub-tenant ${shortId(subTenantId)}?`,
    facts: { Project: { code: projectId }, 'Sub-tenant': { code: subTenantId } },
    warning: HANDOVER_WARNING,
    button: 'Delegate',
  }),

  request: ({ projectId, subTenantId }) => ({ method: 'POST', path: updatePath(projectId), json: { subTenantId } }),

  response: updatedProject,

  present: (_, { projectId, subTenantId }) => ({
    headline: `Project ${shortId(projectId)} handed over to sub-tenant ${shortId(subTenantId)}`,
    facts: { Project: { code: projectId }, 'Sub-tenant': { code: subTenantId } },
  }),

  examples: [
    {
      projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f',
      subTenantId: '935ebf1c-24e9-46ad-bba2-f50a19ab12d7',
    },
  ],
});
