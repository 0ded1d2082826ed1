import { defineResource } from '../resource.ts';
import { addressWords, dateFact, reference } from '../schemas.ts';
import { hidden, link, listed, longText, needed, text } from '../writable.ts';

export const ticket = defineResource({
  word: 'ticket',
  plural: 'tickets',
  id: 'ticketid',
  repeatsId: true,

  fields: {
    subject: needed(text('Subject', { placeholder: 'Charger shows a red light' })),
    department: needed(listed('Department', 'ticket-departments')),
    contactid: needed(
      link('Contact number', {
        hint: "The number of the customer's contact in PMP.",
        aliases: ['contact'],
        idOf: addressWords('contact'),
      }),
    ),
    userid: needed(
      link('Customer number', { hint: 'PMP calls it userid.', aliases: ['customer'], idOf: addressWords('customer') }),
    ),
    project_id: link('Project number', { aliases: ['project'], idOf: addressWords('project') }),
    message: longText('Message'),
    service: listed('Service', 'ticket-services'),
    assigned: listed('Assigned to', 'staff', { aliases: ['assignee'] }),
    priority: listed('Priority', 'ticket-priorities'),
    tags: hidden(
      text('Tags', { max: 1000, hint: 'Joined by commas: all it is to have. PMP does not show the present ones.' }),
      'clears all its tags',
    ),
  },
  onlyNew: {
    cc: hidden(
      text('Copy to', { max: 1000, placeholder: 'ada@example.com', hint: 'E-mail addresses joined by commas.' }),
    ),
  },
  onlyUpdate: {},
  shown: [
    ...(['ticketid', 'status', 'status_name', 'department_name', 'priority_name', 'service_name'] as const),
    ...(['assigned_name', 'company', 'firstname', 'lastname', 'name', 'email', 'date', 'lastreply'] as const),
  ],
  html: ['message'],
  mandatory: ['subject', 'department', 'contactid', 'userid', 'priority'],
  knownBy: ['subject', 'userid'],

  nameOf: ({ subject, ticketid }) => subject || `Ticket ${ticketid}`,
  details: ({ ticketid, status_name, priority_name, company, date }) => [
    `#${ticketid}`,
    status_name,
    priority_name,
    company,
    dateFact(date),
  ],
  body: ({ message }) => message,
  facts: (row) => ({
    Status: row.status_name || row.status,
    Priority: row.priority_name || reference(row.priority),
    Department: row.department_name || row.department,
    Service: row.service_name || reference(row.service),
    'Assigned to': row.assigned_name || reference(row.assigned),
    Customer: row.company || reference(row.userid),
    Contact: `${row.firstname} ${row.lastname}`.trim() || row.name,
    'Contact number': row.contactid === '0' ? '' : { code: row.contactid },
    'E-mail': row.email,
    Project: reference(row.project_id),
    Opened: dateFact(row.date),
    'Last reply': dateFact(row.lastreply),
  }),
  personal: ['Contact', 'E-mail'],
  personalColumns: ['email', 'firstname', 'lastname', 'name', 'message'],
  page: ({ ticketid }) => `admin/tickets/ticket/${ticketid}`,
  next: ({ userid, project_id, contactid, department }) => [
    ...(reference(userid) ? [{ operation: 'pmp.customer.get', label: 'Open customer', input: { id: userid } }] : []),
    ...(reference(project_id)
      ? [{ operation: 'pmp.project.get', label: 'Open project', input: { id: project_id } }]
      : []),
    { operation: 'pmp.ticket.add', label: 'New ticket', input: { userid, contactid, department } },
  ],
});
