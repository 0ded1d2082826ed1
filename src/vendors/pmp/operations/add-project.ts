import { project } from '../resources/project.ts';
import { add, sentAlong } from '../verbs/add.ts';

export const addProject = add(project, {
  title: 'Add a project',
  summary: 'Starts a project for a customer.',
  positional: ['name'],
  notes: ({ billing_type, project_cost, project_rate_per_hour, progress_from_tasks, file }) => [
    ...(project_cost && billing_type !== '1' ? ['PMP drops the total price: it counts for a fixed rate only.'] : []),
    ...(project_rate_per_hour && billing_type !== '2'
      ? ['PMP drops the rate per hour: it counts for project hours only.']
      : []),
    ...(progress_from_tasks ? [] : ['PMP works out the progress of a new project from its tasks.']),
    ...sentAlong(file),
  ],
  examples: [
    {
      name: 'Solar roof for Acme',
      clientid: '3',
      billing_type: '1',
      start_date: '2026-12-01',
      status: '2',
      project_cost: 4500,
    },
  ],
});
