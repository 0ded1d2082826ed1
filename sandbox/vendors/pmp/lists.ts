import type { Row } from './store.ts';

/** The site's own lists. No endpoint gives them out: a client learns them from records or from its settings. */
export const LEAD_STATUSES: Readonly<Record<string, string>> = {
  1: 'Customer',
  2: 'New',
  3: 'Contacted',
  4: 'Qualified',
  5: 'Lost',
};
export const LEAD_SOURCES: Readonly<Record<string, string>> = {
  1: 'Website',
  2: 'Referral',
  3: 'Trade fair',
  4: 'Phone',
};
export const DEPARTMENTS: Readonly<Record<string, string>> = { 1: 'Support', 2: 'Sales', 3: 'Accounts' };
export const SERVICES: Readonly<Record<string, string>> = { 1: 'Installation', 2: 'Maintenance' };
export const TICKET_STATUSES: Readonly<Record<string, string>> = {
  1: 'Open',
  2: 'In Progress',
  3: 'Answered',
  4: 'On Hold',
  5: 'Closed',
};
export const PRIORITIES: Readonly<Record<string, string>> = { 1: 'Low', 2: 'Medium', 3: 'High' };

const staffMember = (staffid: string, firstname: string, lastname: string): Row => ({
  staffid,
  firstname,
  lastname,
  email: `${firstname.toLowerCase()}@businesslabs.test`,
  password: `$2a$08$SANDBOXstaffPASSWORDhash${staffid}`,
});

export const STAFF: readonly Row[] = [
  staffMember('1', 'Grace', 'Adeyemi'),
  staffMember('2', 'Henrik', 'Dahl'),
  staffMember('3', 'Maya', 'Thornton'),
  staffMember('4', 'Samuel', 'Quist'),
];

export const staffById = (id: string | null | undefined): Row | undefined =>
  STAFF.find(({ staffid }) => staffid === id);

export const PROJECT_FEATURES: readonly string[] = [
  ...['overview', 'milestones', 'gantt', 'tasks', 'estimates', 'credit_notes', 'invoices', 'expenses'],
  ...['subscriptions', 'activity', 'tickets', 'timesheets', 'files', 'discussions', 'notes'],
].map((feature) => `project_${feature}`);
