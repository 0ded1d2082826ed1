import type { Fields, Resource } from './resource.ts';
import type { Row } from './store.ts';
import { columns, isPresent, textOf, toDate, withBreaks } from './values.ts';

const PLAIN = ['project_id', 'name', 'milestone_order'];

export const blankMilestone: Row = {
  ...{ name: null, description: '', description_visible_to_customer: '1', due_date: null, project_id: null },
  ...{ color: null, milestone_order: '0', datecreated: null, total_tasks: '0', total_finished_tasks: '0' },
};

const written = (fields: Fields): Row => ({
  ...columns(fields, PLAIN),
  description: withBreaks(textOf(fields, 'description')) ?? '',
  due_date: toDate(textOf(fields, 'due_date')),
});

export const milestones: Resource = {
  name: 'milestones',
  words: {
    added: 'Milestone add successful.',
    updated: 'Milestone Update Successful.',
    updateFailed: 'Milestone Update Fail.',
    deleted: 'Milestone Delete Successful.',
    deleteFailed: 'Milestone Delete Fail.',
    invalidId: 'Invalid Milestone ID',
  },
  requiredOnCreate: ['project_id', 'name', 'due_date'],
  requiredOnUpdate: ['project_id', 'name', 'due_date'],
  writable: [...PLAIN, 'due_date', 'description', 'description_visible_to_customer'],
  takesFiles: false,

  create(fields, { store, now }) {
    // The customer sees the description even when the flag was not sent.
    const row: Row = {
      ...blankMilestone,
      datecreated: now.slice(0, 10),
      ...written(fields),
      description_visible_to_customer: '1',
    };
    const id = store.milestones.add(row);
    return { what: `Added milestone ${id}, ${row.name}, to project ${row.project_id}`, detail: { id, ...row } };
  },

  update: ({ row, links }, fields) => ({
    row: {
      ...row,
      ...written(fields),
      description_visible_to_customer: isPresent(fields, 'description_visible_to_customer'),
    },
    links,
  }),

  remove(id, { store }) {
    const row = store.milestones.get(id)?.row;
    if (!store.milestones.remove(id)) return undefined;
    return { what: `Deleted milestone ${id}, ${row?.name}; its tasks stay`, detail: { id, name: row?.name } };
  },

  matches: ({ row }, key) => key.isIn(row.name) || key.isIn(row.id),
  show: ({ row }) => row,
  // One row, yet in an array.
  showOne: ({ row }) => [row],
};
