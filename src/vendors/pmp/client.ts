import type { FileSource } from '../../operations/files.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits } from '../shared/http-client.ts';
import { refused } from '../shared/responses.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import { encode } from './encode.ts';
import { createNames } from './names.ts';
import { parseResponse } from './parse-response.ts';
import type { PmpSettings } from './settings.ts';

/** Paths whose updates are risky, and the word that allows them. */
const RISKY: ReadonlyMap<string, PmpSettings['PMP_ALLOW_UPDATES'][number]> = new Map([
  ['leads', 'lead'],
  ['projects', 'project'],
  ['tickets', 'ticket'],
]);

/** Newer servers were seen to delete attachments on these updates: off until the administrator allows them by name. */
function checkUpdate({ method, path }: VendorRequest, { PMP_API_VERSION, PMP_ALLOW_UPDATES }: PmpSettings): void {
  const [, plural = ''] = path.split('/');
  const word = RISKY.get(plural);
  if (method !== 'PUT' || PMP_API_VERSION === '1' || !word || PMP_ALLOW_UPDATES.includes(word)) return;
  throw refused(
    `Updates of ${plural} are switched off: this version of PMP was seen to delete attachments on them. ` +
      `The administrator can allow them by naming ${word} in PMP_ALLOW_UPDATES.`,
  );
}

const namesFrom = (settings: PmpSettings) =>
  createNames({
    'lead-statuses': settings.PMP_LEAD_STATUSES,
    'lead-sources': settings.PMP_LEAD_SOURCES,
    'ticket-departments': settings.PMP_TICKET_DEPARTMENTS,
    'ticket-services': settings.PMP_TICKET_SERVICES,
    'ticket-statuses': settings.PMP_TICKET_STATUSES,
    'ticket-priorities': settings.PMP_TICKET_PRIORITIES,
    'project-statuses': settings.PMP_PROJECT_STATUSES,
    staff: settings.PMP_STAFF,
    'customer-groups': settings.PMP_CUSTOMER_GROUPS,
    countries: settings.PMP_COUNTRIES,
    currencies: settings.PMP_CURRENCIES,
  });

/** PMP CRM (a Perfex CRM with a REST module): `authtoken` header, multipart creates, JSON updates, 404 for everything. */
export function createPmpClient(settings: PmpSettings, limits: HttpLimits, files?: FileSource): VendorClient {
  const { PMP_BASE_URL: prefixUrl, PMP_AUTH_TOKEN: token, PMP_DATE_FORMAT: dateFormat } = settings;
  const names = namesFrom(settings);
  const send = createHttpClient('PMP', { prefixUrl, headers: { authtoken: token } }, limits);
  const client = createClient(withoutSecrets(send, [token]), {
    encode(request) {
      checkUpdate(request, settings);
      return encode(request, { token, dateFormat, files });
    },
    parseResponse: (response, request) => names.complete(request, parseResponse(response, request)),
    choices: names.choices,
  });
  return files ? { ...client, maxFileBytes: files.maxBytes } : client;
}
