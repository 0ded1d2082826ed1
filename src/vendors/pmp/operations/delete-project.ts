import { project } from '../resources/project.ts';
import { remove } from '../verbs/delete.ts';

export const deleteProject = remove(project, {
  title: 'Delete a project',
  summary: 'Deletes a project with its tasks, files and milestones.',
  cascade: 'Its members, notes, milestones, discussions, files and tasks go with it; its invoices stay, unlinked.',
  examples: [{ id: '42' }],
});
