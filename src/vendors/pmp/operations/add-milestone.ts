import { milestone } from '../resources/milestone.ts';
import { add } from '../verbs/add.ts';

export const addMilestone = add(milestone, {
  title: 'Add a milestone',
  summary: 'Adds a milestone to a project.',
  positional: ['project_id', 'name'],
  confirm: ({ name, description, description_visible_to_customer }) =>
    description && !description_visible_to_customer
      ? {
          headline: `Add milestone ${name} with a description the customer can read?`,
          facts: { Description: description },
          warning: 'PMP shows the description of a new milestone to the customer, also when it is not asked to.',
          button: 'Add it all the same',
        }
      : undefined,
  notes: ({ description }) => (description ? ['The customer can read the description.'] : []),
  examples: [{ project_id: '12', name: 'Survey', due_date: '2026-12-24' }],
});
