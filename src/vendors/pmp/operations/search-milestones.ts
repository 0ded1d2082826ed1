import { milestone } from '../resources/milestone.ts';
import { search } from '../verbs/search.ts';

export const searchMilestones = search(milestone, {
  title: 'Search milestones',
  summary: 'Finds milestones by name or number.',
  whenNone: 'PMP looks at the name and the number of a milestone, and matches parts of words.',
  examples: [{ key: 'Survey' }],
});
