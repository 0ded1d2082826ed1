import { OperationError } from '../../src/errors.ts';
import type { Notification } from '../../src/watches/notification.ts';
import type { Watch, WatchSettings } from '../../src/watches/watch.ts';
import type { ListedWatch, NewWatch, Watches, WatchSubject } from '../../src/watches/watches.ts';

export const LEADS: WatchSubject = {
  key: 'pmp leads',
  title: 'Leads in PMP',
  source: { kind: 'records', operation: 'pmp.lead.list', input: {} },
  filters: [
    { name: 'status', label: 'Status' },
    { name: 'source', label: 'Source' },
    { name: 'assigned', label: 'Assigned to' },
  ],
  facts: [
    { label: 'Status', personal: false },
    { label: 'Company', personal: false },
    { label: 'E-mail', personal: true },
  ],
};
export const SEARCH: WatchSubject = {
  key: 'pmp leads search',
  title: 'Leads found in PMP',
  source: { kind: 'records', operation: 'pmp.lead.search', input: {} },
  filters: [{ name: 'key', label: 'Search for' }, ...LEADS.filters],
  facts: LEADS.facts,
};
export const JUMPTECH: WatchSubject = {
  key: 'jumptech',
  title: 'What is done at Jumptech',
  source: { kind: 'journal', filter: { operation: 'jumptech.*' } },
  filters: [
    { name: 'risk', label: 'Risk' },
    { name: 'state', label: 'State' },
    { name: 'actor', label: 'Person' },
  ],
  facts: [],
  note: 'Jumptech cannot be read, so only what is done through the bot is seen.',
};
export const DONE: WatchSubject = {
  key: 'done',
  title: 'Everything done through Bellhop',
  source: { kind: 'journal', filter: {} },
  filters: [],
  facts: [],
};
export const SUBJECTS: readonly WatchSubject[] = [LEADS, SEARCH, JUMPTECH, DONE];

export const SETTINGS: WatchSettings = {
  events: ['new', 'changed', 'gone'],
  filters: [],
  fields: [],
  mode: 'record',
  zone: 'Europe/Berlin',
  everyMs: 300_000,
  personal: false,
  muted: [],
};

export const aWatch = (more: Partial<Watch> = {}): Watch => ({
  id: 'W-7K3Q9F',
  source: LEADS.source,
  settings: SETTINGS,
  owner: { id: 'U0ADA', team: 'T1' },
  place: { door: 'slack', address: '{"team":"T1","channel":"C1"}' },
  state: 'active',
  createdAt: 0,
  ...more,
});

/** Watches in memory that only note what is done with them. `denied`: nobody may. */
export function fakeWatches({
  listed = [],
  subjects = SUBJECTS,
  previewed = [],
  batch = [],
}: {
  listed?: ListedWatch[];
  subjects?: readonly WatchSubject[];
  previewed?: readonly Notification[];
  batch?: readonly Notification[];
} = {}) {
  const done: [string, ...unknown[]][] = [];
  const fake = { done, created: [] as NewWatch[], exists: false, denied: false };
  const note = async (what: string, id: string, ...more: unknown[]): Promise<Watch> => {
    if (fake.denied) throw new OperationError({ kind: 'denied', message: 'You may not watch this.' });
    done.push([what, id, ...more]);
    return aWatch({ id });
  };
  const watches: Watches = {
    subjects: async () => subjects,
    async create(wanted) {
      fake.created.push(wanted);
      const { source, settings, place } = wanted;
      return { status: fake.exists ? 'exists' : 'created', watch: aWatch({ source, settings, place }) };
    },
    preview: async () => previewed,
    list: async () => listed,
    find: async (id) => listed.find(({ watch }) => watch.id === id)?.watch,
    change: (id, settings) => note('change', id, settings),
    pause: (id, _, until) => note('pause', id, until),
    resume: (id) => note('resume', id),
    stop: (id) => note('stop', id),
    becomeOwner: (id) => note('own', id),
    mute: (id, subject) => note('mute', id, subject),
    test: async (id) => void (await note('test', id)),
    batch: async () => batch,
  };
  return { ...fake, watches, fake };
}
