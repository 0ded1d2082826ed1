import { z } from 'zod';
import { defineResource } from '../resource.ts';
import { addressWords, dateFact, dayOf, number } from '../schemas.ts';
import { date, decimal, flag, growingText, link, needed, text } from '../writable.ts';

export const milestone = defineResource({
  word: 'milestone',
  plural: 'milestones',
  id: 'id',

  fields: {
    project_id: needed(
      link('Project number', { placeholder: '12', aliases: ['project'], idOf: addressWords('project') }),
    ),
    name: needed(text('Name', { placeholder: 'Survey' })),
    due_date: needed(date('Due', { aliases: ['due'] })),
    description: growingText('Description'),
    description_visible_to_customer: flag('Customer sees the description', {
      hint: 'A new milestone shows its description to the customer whatever this says.',
      aliases: ['visible'],
    }),
    milestone_order: decimal(
      'Order',
      { hint: 'Its place among the milestones of the project.', aliases: ['order'] },
      z.int().min(0).max(9999),
    ),
  },
  onlyNew: {},
  onlyUpdate: {},
  shown: ['id', 'datecreated', 'total_tasks', 'total_finished_tasks'],
  mandatory: ['project_id', 'name', 'due_date'],
  knownBy: ['name', 'project_id'],

  nameOf: ({ name, id }) => name || `Milestone ${id}`,
  details: ({ project_id, due_date, total_tasks, total_finished_tasks }) => [
    `project ${project_id}`,
    dayOf(due_date) ? `due ${dayOf(due_date)}` : '',
    tasks(total_finished_tasks, total_tasks),
  ],
  body: ({ description }) => description,
  facts: (row) => ({
    Project: { code: row.project_id },
    Due: dateFact(row.due_date),
    Tasks: tasks(row.total_finished_tasks, row.total_tasks),
    'Customer sees the description': row.description === '' ? undefined : row.description_visible_to_customer === '1',
    Order: row.milestone_order,
    Added: dateFact(row.datecreated),
  }),
  personal: [],
  // A milestone has no page of its own: it stands on a tab of its project.
  page: ({ project_id }) =>
    number.safeParse(project_id).success ? `admin/projects/view/${project_id}?group=project_milestones` : undefined,
  next: ({ project_id }) => [
    { operation: 'pmp.project.get', label: 'Open project', input: { id: project_id } },
    { operation: 'pmp.milestone.add', label: 'New milestone', input: { project_id } },
  ],
});

const tasks = (finished: string, all: string): string =>
  Number(all) > 0 ? `${finished || 0} of ${all} tasks done` : '';
