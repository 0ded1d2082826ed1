import { milestone } from '../resources/milestone.ts';
import { remove } from '../verbs/delete.ts';

export const deleteMilestone = remove(milestone, {
  title: 'Delete a milestone',
  summary: 'Deletes a milestone; its tasks stay.',
  cascade: 'Its tasks stay in the project, without a milestone.',
  examples: [{ id: '42' }],
});
