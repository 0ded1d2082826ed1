import { milestone } from '../resources/milestone.ts';
import { update } from '../verbs/update.ts';

export const updateMilestone = update(milestone, {
  title: 'Update a milestone',
  summary: 'Changes what you give of a milestone and keeps the rest.',
  examples: [{ id: '42', due_date: '2026-12-24' }],
});
