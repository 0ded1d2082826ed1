import type { FileSource } from '../../operations/files.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { createClient } from '../shared/adapter.ts';
import { refused } from '../shared/answers.ts';
import { createWire, type WireLimits } from '../shared/http.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import type { VendorClient } from '../shared/vendor-client.ts';
import { encode } from './encode.ts';
import { judge } from './judge.ts';
import { createNames } from './names.ts';
import type { PmpSettings } from './settings.ts';

/** Newer servers were seen to delete attachments on these updates: off until the administrator allows them by name. */
function checkUpdate({ method, path }: VendorRequest, { PMP_API_VERSION, PMP_ALLOW_UPDATES }: PmpSettings): void {
  const resource = /^api\/(lead|project|ticket)s\//.exec(path)?.[1];
  if (method !== 'PUT' || PMP_API_VERSION === '1' || !resource) return;
  if (PMP_ALLOW_UPDATES.some((allowed) => allowed === resource)) return;
  throw refused(
    `Updates of ${resource}s are switched off: this version of PMP was seen to delete attachments on them. ` +
      `The administrator can allow them by naming ${resource} in PMP_ALLOW_UPDATES.`,
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
export function createPmpClient(settings: PmpSettings, limits: WireLimits, files?: FileSource): VendorClient {
  const { PMP_BASE_URL: prefixUrl, PMP_AUTH_TOKEN: token, PMP_DATE_FORMAT: dateFormat } = settings;
  const names = namesFrom(settings);
  const send = createWire('PMP', { prefixUrl, headers: { authtoken: token } }, limits);
  const client = createClient(withoutSecrets(send, [token]), {
    encode(request) {
      checkUpdate(request, settings);
      return encode(request, { token, dateFormat, files });
    },
    judge: (answer, request) => names.complete(request, judge(answer, request)),
    choices: names.choices,
  });
  return files ? { ...client, maxFileBytes: files.maxBytes } : client;
}
