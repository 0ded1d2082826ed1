import { LEAD_SOURCES, LEAD_STATUSES, staffById } from './lists.ts';
import type { Fields, Resource } from './resource.ts';
import type { Row } from './store.ts';
import { columns, isPresent, listOf, toDateTime, withBreaks } from './values.ts';

const PLAIN = [
  ...['source', 'status', 'name', 'assigned', 'title', 'email', 'website', 'phonenumber', 'company', 'contact'],
  ...['client_id', 'city', 'state', 'zip', 'country', 'default_language'],
];

const SEARCHED = ['name', 'title', 'company', 'address', 'city', 'state', 'zip', 'email', 'phonenumber'];

export const blankLead: Row = {
  ...Object.fromEntries(PLAIN.map((name) => [name, null])),
  ...{ hash: null, address: '', description: null, country: '0', assigned: '0', client_id: '0', is_public: '0' },
  ...{ dateadded: null, lastcontact: null, from_form_id: '0', lost: '0', date_converted: null },
};

const text = (fields: Fields): Row =>
  Object.fromEntries(Object.entries(columns(fields, ['address', 'description'])).map(([k, v]) => [k, withBreaks(v)]));

export const leads: Resource = {
  name: 'leads',
  words: {
    added: 'Lead add successful.',
    updated: 'Lead Update Successful.',
    updateFailed: 'Lead Update Fail.',
    deleted: 'Lead Delete Successful.',
    deleteFailed: 'Lead Delete Fail.',
    invalidId: 'Invalid Lead ID',
  },
  requiredOnCreate: ['source', 'status', 'name'],
  requiredOnUpdate: ['source', 'status', 'name'],
  writable: [...PLAIN, 'address', 'description', 'is_public', 'lastcontact', 'tags'],
  takesFiles: true,

  create(fields, { store, now }) {
    const id = store.leads.add(
      {
        ...blankLead,
        hash: `sandbox-lead-hash-${store.leads.all().length + 1}`,
        dateadded: now,
        ...columns(fields, PLAIN),
        ...text(fields),
        is_public: isPresent(fields, 'is_public'),
        // Counts as contacted now, whatever `contacted_today` and `custom_contact_date` say.
        lastcontact: now,
      },
      { tags: listOf(fields, 'tags') },
    );
    const { row, links } = store.leads.get(id)!;
    const email = staffById(row.assigned)?.email ?? null;
    return { what: `Added lead ${id}, ${row.name}`, detail: { ...row, tags: links.tags, notified: email } };
  },

  update: ({ row, links }, fields) => ({
    row: {
      ...row,
      ...{ address: '', email: '', country: '0' },
      ...columns(fields, PLAIN),
      ...text(fields),
      ...('lastcontact' in fields && { lastcontact: toDateTime(columns(fields, ['lastcontact']).lastcontact) }),
      is_public: isPresent(fields, 'is_public'),
    },
    links: 'tags' in fields ? { tags: listOf(fields, 'tags') } : links,
  }),

  remove(id, { store }) {
    const name = store.leads.get(id)?.row.name;
    if (!store.leads.remove(id)) return undefined;
    return { what: `Deleted lead ${id}, ${name}, with its proposals and tasks`, detail: { id, name } };
  },

  matches: ({ row }, key) => row.date_converted === null && SEARCHED.some((name) => key.isIn(row[name])),

  show: ({ row }) => ({
    ...row,
    status_name: LEAD_STATUSES[row.status ?? ''] ?? null,
    source_name: LEAD_SOURCES[row.source ?? ''] ?? null,
    customfields: [{ label: 'Roof type', value: Number(row.id) % 3 ? 'Pitched' : 'Flat' }],
  }),
};
