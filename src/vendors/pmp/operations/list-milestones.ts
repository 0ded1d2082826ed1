import { milestone } from '../resources/milestone.ts';
import { list } from '../verbs/list.ts';

export const listMilestones = list(milestone, {
  title: 'List milestones',
  summary: 'Shows the milestones of all projects.',
});
