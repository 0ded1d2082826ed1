import type { RecordField, ShownRecord } from '../../api.ts';
import type { RecordBook } from '../records.ts';
import { blankCustomer } from './customers.ts';
import { blankLead } from './leads.ts';
import { LEAD_STATUSES, PRIORITIES, STAFF, TICKET_STATUSES } from './lists.ts';
import { blankMilestone } from './milestones.ts';
import { blankProject } from './projects.ts';
import type { Row, Store, Table } from './store.ts';
import { blankTicket } from './tickets.ts';

const PROJECT_STATUSES: Readonly<Record<string, string>> = {
  1: 'Not Started',
  2: 'In Progress',
  3: 'On Hold',
  4: 'Cancelled',
  5: 'Finished',
};

const choicesOf = (list: Readonly<Record<string, string>>) =>
  Object.entries(list).map(([value, label]) => ({ value, label }));
const words = (name: string, label: string): RecordField => ({ name, label });
const choice = (name: string, label: string, list: Readonly<Record<string, string>>): RecordField => ({
  name,
  label,
  choices: choicesOf(list),
});
const people = Object.fromEntries(
  STAFF.map(({ staffid, firstname, lastname }) => [staffid, `${firstname} ${lastname}`]),
);
const assigned = choice('assigned', 'Assigned to', { 0: 'Nobody', ...people });

interface Declared {
  key: 'customers' | 'leads' | 'milestones' | 'projects' | 'tickets';
  one: string;
  many: string;
  /** The first names the record. */
  fields: readonly [RecordField, ...RecordField[]];
  /** What a new one holds beside its fields. `now` as the database writes it. */
  fresh(now: string, store: Store): Row;
}

const DECLARED: readonly Declared[] = [
  {
    key: 'leads',
    one: 'lead',
    many: 'leads',
    fields: [words('name', 'Name'), choice('status', 'Status', LEAD_STATUSES), assigned, words('phonenumber', 'Phone')],
    fresh: (now) => ({ ...blankLead, source: '1', status: '2', dateadded: now, lastcontact: now }),
  },
  {
    key: 'tickets',
    one: 'ticket',
    many: 'tickets',
    fields: [
      words('subject', 'Subject'),
      choice('status', 'Status', TICKET_STATUSES),
      choice('priority', 'Priority', PRIORITIES),
      assigned,
    ],
    fresh(now, { contacts }) {
      const { id = '0', userid = '0' } = contacts.all()[0]?.row ?? {};
      const place = { contactid: id, userid, department: '1', service: '1', priority: '2' };
      return { ...blankTicket, ...place, message: 'Written at the vendor.', date: now };
    },
  },
  {
    key: 'customers',
    one: 'customer',
    many: 'customers',
    fields: [words('company', 'Company'), words('city', 'City'), words('phonenumber', 'Phone')],
    fresh: (now) => ({ ...blankCustomer, datecreated: now }),
  },
  {
    key: 'milestones',
    one: 'milestone',
    many: 'milestones',
    fields: [words('name', 'Name'), words('due_date', 'Due, as 2027-05-31')],
    fresh: (now, { projects }) => ({
      ...blankMilestone,
      project_id: projects.all()[0]?.row.id ?? '1',
      due_date: now.slice(0, 10),
      datecreated: now.slice(0, 10),
    }),
  },
  {
    key: 'projects',
    one: 'project',
    many: 'projects',
    fields: [words('name', 'Name'), choice('status', 'Status', PROJECT_STATUSES), words('progress', 'Progress in %')],
    fresh: (now, { customers }) => ({
      ...blankProject,
      clientid: customers.all()[0]?.row.userid ?? '1',
      billing_type: '1',
      start_date: now.slice(0, 10),
      project_created: now.slice(0, 10),
    }),
  },
];

const shown = (table: Table, fields: Declared['fields'], row: Row): ShownRecord => ({
  id: row[table.idField] ?? '',
  title: row[fields[0].name] ?? '',
  values: Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? ''])),
});

/** What people at PMP itself see and change. `now`: `YYYY-MM-DD HH:MM:SS`. */
export const pmpRecordBooks = (storeNow: () => Store, now: () => string): RecordBook[] =>
  DECLARED.map(({ key, one, many, fields, fresh }): RecordBook => {
    const table = (): Table => storeNow()[key];
    return {
      ...{ key, one, many, fields },
      all: () =>
        table()
          .all()
          .map(({ row }) => shown(table(), fields, row))
          .reverse(),
      change(id, values) {
        const entity = table().get(id);
        if (entity) table().replace(id, { ...entity, row: { ...entity.row, ...values } });
        return entity !== undefined;
      },
      add: (values) => table().add({ ...fresh(now(), storeNow()), ...values }),
      remove: (id) => table().remove(id),
    };
  });
