import { json } from '../http.ts';
import type { StartOptions, VendorRules } from '../rules.ts';
import { startSimulator } from '../server.ts';
import type { VendorSimulator } from '../simulator.ts';
import { no } from './answers.ts';
import { DEPARTMENTS, LEAD_SOURCES, LEAD_STATUSES, SERVICES, STAFF } from './lists.ts';
import { pmpRecordBooks } from './record-books.ts';
import { route } from './rules.ts';
import { seedStore } from './seed/index.ts';

export interface PmpOptions extends StartOptions {
  /** How many leads the seed data holds; 300 unless told. */
  leads?: number;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEAD = part({ typ: 'JWT', alg: 'HS256' });
const tokenOf = (user: string) => `${HEAD}.${part({ user, name: 'Bellhop sandbox' })}.sandbox-signature`;
const TOKEN = tokenOf('bellhop');
/** Well formed, but no longer among the known ones. */
export const PMP_REVOKED_TOKEN = tokenOf('left-the-company');

/** A list the way the bot's settings take it. */
const setting = (list: Readonly<Record<string, string>>): string =>
  Object.entries(list)
    .map(([number, name]) => `${number}=${name}`)
    .join(',');

/** What the server says to a bad token, always with a 404; the message for a revoked one is null. */
function complaintAbout(token: unknown): { message: string | null } | undefined {
  if (token === TOKEN) return undefined;
  if (typeof token !== 'string' || token === '') return { message: 'Token is not defined.' };
  if (token === PMP_REVOKED_TOKEN) return { message: null };
  return { message: token.split('.').length === 3 ? 'Signature verification failed' : 'Wrong number of segments' };
}

function pmpRules({ leads = 300, now = Date.now }: PmpOptions): VendorRules {
  const seeded = () => {
    const made = seedStore(leads);
    for (const table of [made.customers, made.leads, made.tickets]) table.clock = now;
    return made;
  };
  let store = seeded();
  const time = () => new Date(now()).toISOString().slice(0, 19).replace('T', ' ');
  return {
    id: 'pmp',
    name: 'PMP CRM',
    basePath: '',
    env: (url) => ({
      PMP_BASE_URL: url,
      PMP_AUTH_TOKEN: TOKEN,
      PMP_DATE_FORMAT: 'DD/MM/YYYY',
      PMP_LEAD_STATUSES: setting(LEAD_STATUSES),
      PMP_LEAD_SOURCES: setting(LEAD_SOURCES),
      PMP_TICKET_DEPARTMENTS: setting(DEPARTMENTS),
      PMP_TICKET_SERVICES: setting(SERVICES),
      PMP_STAFF: STAFF.map(({ staffid, firstname, lastname }) => `${staffid}=${firstname} ${lastname}`).join(','),
    }),
    answer(request, books) {
      // One check for all resources; an Authorization header is not looked at.
      const complaint = complaintAbout(request.headers.authtoken);
      if (complaint) return no(complaint.message);
      return route(request, { store, now: time() }, books);
    },
    records: pmpRecordBooks(() => store, time),
    lie: () => json(200, { status: false, message: 'The request could not be completed.' }),
    tooMany: (seconds) =>
      json(
        429,
        { status: false, message: 'Rate limit exceeded' },
        { 'Retry-After': String(seconds), 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0' },
      ),
    reset() {
      store = seeded();
    },
  };
}

/** PMP CRM: 404 for nearly everything, updates that wipe what they leave out, and secrets in its rows. */
export const startPmp = (options: PmpOptions = {}): Promise<VendorSimulator> =>
  startSimulator(pmpRules(options), options);
