import { project } from '../resources/project.ts';
import { update } from '../verbs/update.ts';

export const updateProject = update(project, {
  title: 'Update a project',
  summary: 'Changes what you give of a project and keeps the rest, except its members and features: give them as well.',
  examples: [
    { id: '12', status: '4', project_members: ['1', '2'], settings: ['project_overview', 'project_tasks'] },
    { id: '12', deadline: '2026-12-24' },
  ],
});
