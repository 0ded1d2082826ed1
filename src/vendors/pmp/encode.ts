import type { FileSource } from '../../operations/files.ts';
import type { BodyValue, VendorRequest } from '../../operations/operation.ts';
import type { SendOptions } from '../shared/http-client.ts';
import { isObject } from '../shared/responses.ts';
import { multipartBody, type Part } from './multipart.ts';

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
