import { defineResource } from '../resource.ts';
import { dateFact, reference } from '../schemas.ts';
import { attachments, date, email, flag, growingText, hidden, listed, needed, text } from '../writable.ts';

const contactedHint = 'PMP counts every lead that comes this way as contacted now, whatever this says.';

export const lead = defineResource({
  word: 'lead',
  plural: 'leads',
  id: 'id',

  fields: {
    name: needed(text('Name', { placeholder: 'Ada Lovelace' })),
    source: needed(listed('Source', 'lead-sources', { hint: 'Where the lead came from.' })),
    status: needed(listed('Status', 'lead-statuses')),
    assigned: listed('Assigned to', 'staff', { hint: 'A member of staff, who is told of it.', aliases: ['assignee'] }),
    title: text('Position', { max: 100, aliases: ['position'] }),
    company: text('Company', { placeholder: 'Acme Ltd' }),
    email: email('E-mail'),
    phonenumber: text('Phone', { max: 50, aliases: ['phone'] }),
    website: text('Website', { max: 150 }),
    address: growingText('Address', { max: 100 }),
    city: text('City', { max: 100 }),
    state: text('State', { max: 50 }),
    default_language: text('Language', { max: 40, placeholder: 'english', aliases: ['language'] }),
    description: growingText('Description', { aliases: ['note'] }),
    tags: hidden(text('Tags', { max: 1000, hint: 'Joined by commas. In an update they replace all there are.' })),
    is_public: flag('Public', { hint: 'Visible to all staff.', aliases: ['public'] }),
  },
  onlyNew: {
    custom_contact_date: date('Contacted on', { hint: contactedHint, past: true }),
    contacted_today: flag('Contacted today', { hint: contactedHint }),
    file: attachments('Files'),
  },
  onlyUpdate: {
    country: listed('Country', 'countries'),
    lastcontact: date('Last contact', { past: true }),
  },
  shown: ['id', 'status_name', 'source_name', 'assigned_name', 'country_name', 'zip', 'dateadded'],
  mandatory: ['source', 'status', 'name'],
  knownBy: ['name'],

  nameOf: ({ name, company, id }) => name || company || `Lead ${id}`,
  details: ({ name, company, status_name, email, phonenumber }) => [
    name ? company : '',
    status_name,
    email,
    phonenumber,
  ],
  body: ({ description }) => description,
  facts: (row) => ({
    Company: row.company,
    Position: row.title,
    Status: row.status_name || row.status,
    Source: row.source_name || row.source,
    'Assigned to': row.assigned_name || reference(row.assigned),
    'E-mail': row.email,
    Phone: row.phonenumber,
    Website: row.website,
    Address: [...row.address.split('\n'), row.zip, row.city, row.state, row.country_name].filter(Boolean).join(', '),
    Added: dateFact(row.dateadded),
    'Last contact': dateFact(row.lastcontact),
  }),
  personal: ['title', 'details', 'E-mail', 'Phone', 'Address'],
  personalColumns: ['name', 'email', 'phonenumber', 'address', 'city', 'state', 'zip', 'description'],
  page: ({ id }) => `admin/leads/index/${id}`,
  next: ({ name, company, phonenumber, website, address, city, state }) => [
    {
      operation: 'pmp.customer.add',
      label: 'Convert to customer',
      input: given({ company: company || name, phonenumber, website, address, city, state }),
    },
    { operation: 'pmp.ticket.add', label: 'New ticket', input: given({ subject: name || company }) },
  ],
});

/** A button carries only what is known. */
const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
