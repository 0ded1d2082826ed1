import type { FileSource } from '../../operations/files.ts';
import type { BodyValue, VendorRequest } from '../../operations/operation.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits, type SendOptions } from '../shared/http-client.ts';
import { isObject, refused } from '../shared/responses.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import { multipartBody, type Part } from './multipart.ts';
import { createNames } from './names.ts';
import { parseResponse } from './parse-response.ts';
import type { PmpSettings } from './settings.ts';

/** `2019-07-30` as `30/07/2019`; a time of day follows as it is, on the site's own clock. */
function dateText(iso: string, dateFormat: string): string {
  const [day = '', time] = iso.split('T');
  const [year = '', month = '', date = ''] = day.split('-');
  const text = dateFormat.replace('YYYY', year).replace('MM', month).replace('DD', date);
  return time === undefined ? text : `${text} ${time}`;
}

/** PMP takes every scalar as text, dates in the site's own format, and a checkbox as `on` or not at all. */
function scalar(value: unknown, dateFormat: string): string | undefined {
  if (value === undefined || value === null || value === false) return undefined;
  if (value === true) return 'on';
  if (isObject(value) && typeof value.date === 'string') return dateText(value.date, dateFormat);
  return String(value);
}

/** PMP takes several of one name as `name[]`. */
const partsOf = (fields: Readonly<Record<string, BodyValue>>, dateFormat: string): Part[] =>
  Object.entries(fields).flatMap(([name, value]): Part[] => {
    if (Array.isArray(value)) return value.map((one) => [`${name}[]`, String(one)]);
    if (isObject(value) && 'files' in value) return value.files.map((file) => [`${name}[]`, file]);
    const text = scalar(value, dateFormat);
    return text === undefined ? [] : [[name, text]];
  });

/**
 * PUT bodies as JSON. The server URL-decodes the raw body before parsing it, so a `%22` somebody typed would break the
 * JSON: `%` is written as an escape.
 */
function jsonText(fields: Readonly<Record<string, unknown>>, dateFormat: string): string {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) written[name] = value.map(String);
    else if (isObject(value) && typeof value.date !== 'string') written[name] = value;
    else written[name] = scalar(value, dateFormat);
  }
  return JSON.stringify(written).replaceAll('%', '\\u0025');
}

/**
 * Creates go as multipart, updates as JSON. Ticket calls carry the raw token a second time as `Authorization`: the
 * vendor's ticket pages document that header, its server reads `authtoken` everywhere. Throws an OperationError when a
 * file of the request cannot be had.
 */
export async function encode(
  request: VendorRequest,
  settings: { token: string; dateFormat: string; files: FileSource | undefined },
): Promise<SendOptions> {
  const { path, query, json, multipart } = request;
  const headers: Record<string, string> = {};
  if (/^api\/(?:delete\/)?tickets(?:\/|$)/.test(path)) headers.authorization = settings.token;
  if (json) headers['content-type'] = 'application/json';
  const form = multipart && (await multipartBody(partsOf(multipart, settings.dateFormat), settings.files));
  return {
    ...form,
    headers: { ...headers, ...form?.headers },
    ...(query ? { searchParams: query } : {}),
    ...(json ? { body: jsonText(json, settings.dateFormat) } : {}),
  };
}

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
  const own = { ...client, changeFeed: settings.PMP_CHANGE_FEED === 'on' };
  return files ? { ...own, maxFileBytes: files.maxBytes } : own;
}
