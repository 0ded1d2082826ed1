import { PROJECT_FEATURES } from './lists.ts';
import type { Fields, Resource } from './resource.ts';
import type { Row } from './store.ts';
import { columns, isPresent, listOf, PhpError, textOf, toDate } from './values.ts';

const PLAIN = [
  ...['name', 'clientid', 'billing_type', 'status', 'project_cost', 'progress', 'project_rate_per_hour'],
  ...['estimated_hours', 'description'],
];
const REQUIRED = ['name', 'clientid', 'billing_type', 'start_date'];

export const blankProject: Row = {
  ...{ name: null, description: '', status: '1', clientid: null, billing_type: null, start_date: null },
  ...{ deadline: null, project_created: null, date_finished: null, progress: '0', progress_from_tasks: '1' },
  ...{ project_cost: '0.00', project_rate_per_hour: '0.00', estimated_hours: '0.00', addedfrom: '1' },
};

const written = (fields: Fields): Row => ({
  ...columns(fields, PLAIN),
  start_date: toDate(textOf(fields, 'start_date')),
  deadline: toDate(textOf(fields, 'deadline')),
});

/** A fixed price only counts for fixed-rate projects, an hourly rate only for project hours. */
const costsUsed = ({ billing_type }: Row): Row => ({
  ...(billing_type !== '1' && { project_cost: '0.00' }),
  ...(billing_type !== '2' && { project_rate_per_hour: '0.00' }),
});

export const projects: Resource = {
  name: 'projects',
  words: {
    added: 'Project add successful.',
    updated: 'Project Update Successful.',
    updateFailed: 'Project Update Fail.',
    deleted: 'Project Delete Successful.',
    deleteFailed: 'Project Delete Fail.',
    invalidId: 'Invalid Project ID',
  },
  requiredOnCreate: [...REQUIRED, 'status'],
  requiredOnUpdate: REQUIRED,
  writable: [
    ...[...PLAIN, 'start_date', 'deadline', 'progress_from_tasks', 'project_members', 'tags', 'settings'],
    // Neither checked nor stored.
    'rel_type',
  ],
  takesFiles: true,

  create(fields, { store, now }) {
    const sent = written(fields);
    const row: Row = {
      ...blankProject,
      project_created: now.slice(0, 10),
      ...sent,
      ...costsUsed(sent),
      // Ends up on, whatever was sent.
      progress_from_tasks: '1',
    };
    const links = {
      members: listOf(fields, 'project_members'),
      tags: listOf(fields, 'tags'),
      settings: PROJECT_FEATURES,
    };
    const id = store.projects.add(row, links);
    return {
      what: `Added project ${id}, ${row.name}`,
      detail: { id, ...row, members: links.members, tags: links.tags },
    };
  },

  update({ row, links }, fields) {
    if (!('status' in fields)) throw new PhpError('Undefined index: status');
    return {
      row: { ...row, ...written(fields), progress_from_tasks: isPresent(fields, 'progress_from_tasks') },
      links: {
        members: listOf(fields, 'project_members'),
        tags: 'tags' in fields ? listOf(fields, 'tags') : (links.tags ?? []),
        settings: listOf(fields, 'settings'),
      },
    };
  },

  remove(id, { store }) {
    const name = store.projects.get(id)?.row.name;
    if (!store.projects.remove(id)) return undefined;
    const milestones = store.milestones.removeWhere((row) => row.project_id === id);
    const what = `Deleted project ${id}, ${name}, with ${milestones} milestones, its files and its tasks`;
    return { what, detail: { id, name, milestones } };
  },

  matches: ({ row }, key) => key.isIn(row.name) || key.isIn(row.description),
  show: ({ row }) => ({ ...row, customfields: [] }),
  showOne: ({ row }) => ({
    ...row,
    customfields: [],
    shared_vault_entries: [
      {
        id: row.id,
        server_address: 'vault.example.com',
        username: 'root',
        password: `sandbox-vault-password-${row.id}`,
      },
    ],
  }),
};
