import { z } from 'zod';
import { field } from '../../../operations/operation.ts';
import { defineResource } from '../resource.ts';
import { addressWords, dateFact, reference } from '../schemas.ts';
import {
  attachments,
  date,
  decimal,
  flag,
  hidden,
  link,
  listed,
  longText,
  needed,
  oneOfFew,
  several,
  text,
  type Writable,
} from '../writable.ts';

const BILLING: Readonly<Record<string, string>> = { 1: 'Fixed Rate', 2: 'Project Hours', 3: 'Task Hours' };

const FEATURES = {
  project_overview: 'Overview',
  project_milestones: 'Milestones',
  project_gantt: 'Gantt',
  project_tasks: 'Tasks',
  project_estimates: 'Estimates',
  project_credit_notes: 'Credit notes',
  project_invoices: 'Invoices',
  project_expenses: 'Expenses',
  project_subscriptions: 'Subscriptions',
  project_activity: 'Activity',
  project_tickets: 'Tickets',
  project_timesheets: 'Timesheets',
  project_files: 'Files',
  project_discussions: 'Discussions',
  project_notes: 'Notes',
} as const;

/** The features switched on; every other setting of the project goes off with an update. */
const settings: Writable<string[], false> = {
  label: 'Features',
  schema: field('Features', z.array(z.enum(Object.keys(FEATURES))).min(1), {
    options: FEATURES,
    hint: 'All features it is to have; PMP does not show the present ones. Its other settings are switched off.',
    aliases: ['features', 'available_features'],
  }),
  labels: FEATURES,
  needed: false,
  hidden: true,
  loss: 'switches off all its settings',
  read: () => undefined,
  keep: () => undefined,
  write: (available_features) => ({ available_features }),
};

export const project = defineResource({
  word: 'project',
  plural: 'projects',
  id: 'id',

  fields: {
    name: needed(text('Name', { placeholder: 'Solar roof for Acme' })),
    clientid: needed(
      link('Customer number', { placeholder: '3', aliases: ['customer', 'client'], idOf: addressWords('customer') }),
    ),
    billing_type: needed(oneOfFew('Billing', BILLING, { aliases: ['billing'] })),
    start_date: needed(date('Start', { aliases: ['start'] })),
    status: needed(listed('Status', 'project-statuses')),
    deadline: date('Deadline'),
    progress_from_tasks: flag('Progress from its tasks', { hint: 'On in a new project, whatever this says.' }),
    progress: decimal('Progress in percent', {}, z.int().min(0).max(100)),
    project_cost: decimal('Total price', { hint: 'Counts for a fixed rate only.', aliases: ['cost', 'price'] }),
    project_rate_per_hour: decimal('Rate per hour', { hint: 'Counts for project hours only.', aliases: ['rate'] }),
    estimated_hours: decimal('Estimated hours', { aliases: ['hours'] }),
    project_members: hidden(
      several('Members', 'staff', {
        hint: 'All staff who are to be members; PMP does not show the present ones.',
        aliases: ['members'],
      }),
      'removes all its members',
    ),
    tags: hidden(text('Tags', { max: 1000, hint: 'Joined by commas. In an update they replace all there are.' })),
    description: longText('Description'),
  },
  onlyNew: {
    file: attachments('Files'),
  },
  onlyUpdate: { settings },
  shown: ['id', 'status_name', 'project_created', 'date_finished'],
  html: ['description'],
  mandatory: ['name', 'clientid', 'billing_type', 'start_date', 'status'],
  knownBy: ['name', 'clientid'],

  nameOf: ({ name, id }) => name || `Project ${id}`,
  details: ({ status, status_name, clientid, deadline }) => [
    status_name || status,
    `customer ${clientid}`,
    dateFact(deadline),
  ],
  body: ({ description }) => description,
  facts: (row) => ({
    Status: row.status_name || row.status,
    Customer: { code: row.clientid },
    Billing: (Object.hasOwn(BILLING, row.billing_type) && BILLING[row.billing_type]) || row.billing_type,
    Start: dateFact(row.start_date),
    Deadline: dateFact(row.deadline),
    Progress: row.progress === '' ? undefined : `${row.progress} %`,
    'Total price': amount(row.project_cost),
    'Rate per hour': amount(row.project_rate_per_hour),
    'Estimated hours': amount(row.estimated_hours),
    Added: dateFact(row.project_created),
    Finished: dateFact(row.date_finished),
  }),
  personal: [],
  page: ({ id }) => `admin/projects/view/${id}`,
  next: ({ id, clientid }) => [
    { operation: 'pmp.customer.get', label: 'Open customer', input: { id: clientid } },
    { operation: 'pmp.milestone.add', label: 'New milestone', input: { project_id: id } },
    { operation: 'pmp.ticket.add', label: 'New ticket', input: { userid: clientid, project_id: id } },
  ],
});

/** `0.00` is what PMP writes for none. */
const amount = (stored: string): string => (Number(stored) === 0 ? '' : reference(stored));
