import { milestone } from '../resources/milestone.ts';
import { get } from '../verbs/get.ts';

export const getMilestone = get(milestone, {
  title: 'Open a milestone',
  summary: 'Shows everything PMP knows of one milestone.',
});
