import { DEPARTMENTS, PRIORITIES, SERVICES, staffById, TICKET_STATUSES } from './lists.ts';
import type { Fields, Resource } from './resource.ts';
import type { Row } from './store.ts';
import { columns, listOf, textOf, withoutTags } from './values.ts';

const PLAIN = [
  'subject',
  'department',
  'contactid',
  'userid',
  'project_id',
  'message',
  'service',
  'assigned',
  'priority',
];
const REQUIRED = ['subject', 'department', 'contactid', 'userid'];

export const blankTicket: Row = {
  ...{ adminreplying: '0', userid: '0', contactid: '0', merged_ticket_id: null, email: null, name: null },
  ...{ department: null, priority: '0', status: '1', service: '0', ticketkey: null, subject: null, message: null },
  ...{ admin: null, date: null, project_id: '0', lastreply: null, clientread: '0', adminread: '0', assigned: '0' },
};

/** Whom a new ticket e-mails: the department, the assignee, the contact, and whoever is in copy. */
const recipients = (row: Row, contact: Row | undefined, fields: Fields): string[] =>
  [
    `${(DEPARTMENTS[row.department ?? ''] ?? 'support').toLowerCase()}@businesslabs.test`,
    staffById(row.assigned)?.email,
    contact?.email,
    ...listOf(fields, 'cc'),
  ].filter((to) => typeof to === 'string');

export const tickets: Resource = {
  name: 'tickets',
  words: {
    added: 'Ticket add successful.',
    updated: 'Ticket Update Successful.',
    updateFailed: 'Ticket Update Fail.',
    deleted: 'Ticket Delete Successful.',
    deleteFailed: 'Ticket Delete Fail.',
    invalidId: 'Invalid Ticket ID',
  },
  requiredOnCreate: REQUIRED,
  requiredOnUpdate: REQUIRED,
  writable: [...PLAIN, 'tags', 'ticketid'],
  takesFiles: false,

  create(fields, { store, now }) {
    const ticketid = store.tickets.add(
      {
        ...blankTicket,
        ...columns(fields, PLAIN),
        ticketkey: `sandbox-ticket-key-${store.tickets.all().length + 1}`,
        status: '1',
        subject: withoutTags(textOf(fields, 'subject')),
        message: withoutTags(textOf(fields, 'message')),
        date: now,
      },
      { tags: listOf(fields, 'tags') },
    );
    const { row, links } = store.tickets.get(ticketid)!;
    const outward = recipients(row, store.contacts.get(row.contactid)?.row, fields).map((to) => ({
      channel: 'email' as const,
      to,
      text: `New ticket #${ticketid}: ${row.subject}`,
    }));
    const what = `Opened ticket ${ticketid}, ${row.subject}, and e-mailed ${outward.length} people`;
    return { what, detail: { ...row, tags: links.tags, outward } };
  },

  update: ({ row }, fields) => ({
    row: { ...row, assigned: '0', priority: '0', ...columns(fields, PLAIN) },
    links: { tags: listOf(fields, 'tags') },
  }),

  remove(id, { store }) {
    const subject = store.tickets.get(id)?.row.subject;
    if (!store.tickets.remove(id)) return undefined;
    return { what: `Deleted ticket ${id}, ${subject}, with its replies and tasks`, detail: { ticketid: id, subject } };
  },

  matches({ row }, key, { store }) {
    const contact = store.contacts.get(row.contactid)?.row;
    const company = store.customers.get(row.userid)?.row.company;
    const texts = [row.subject, row.message, company, contact && `${contact.firstname} ${contact.lastname}`];
    return texts.some(key.isIn) || key.starts(row.ticketid);
  },

  /** Joined with contact and staff, password hashes and all. */
  show({ row }, { store }) {
    const contact = store.contacts.get(row.contactid)?.row;
    const staff = staffById(row.assigned);
    return {
      ...row,
      company: store.customers.get(row.userid)?.row.company ?? null,
      firstname: contact?.firstname ?? null,
      lastname: contact?.lastname ?? null,
      email: contact?.email ?? row.email,
      password: contact?.password ?? null,
      staff_firstname: staff?.firstname ?? null,
      staff_lastname: staff?.lastname ?? null,
      staff_password: staff?.password ?? null,
      department_name: DEPARTMENTS[row.department ?? ''] ?? null,
      priority_name: PRIORITIES[row.priority ?? ''] ?? null,
      status_name: TICKET_STATUSES[row.status ?? ''] ?? null,
      service_name: SERVICES[row.service ?? ''] ?? null,
    };
  },
};
