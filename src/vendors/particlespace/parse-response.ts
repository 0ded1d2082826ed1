import type { VendorRequest } from '../../operations/operation.ts';
import type { HttpResponse } from '../shared/http-client.ts';
import {
  badKey,
  cleaned,
  isObject,
  jsonOf,
  reasonIn,
  refused,
  troubleOf,
  unavailable,
  unclear,
} from '../shared/responses.ts';

const NAME = 'ParticleSpace';
const NOT_UNDERSTOOD = `${NAME} sent an answer that the bot does not understand.`;

/** Code names of its error page; in an answer they mean failure whatever the status says. */
const ERROR_CODES = new Set<unknown>(['BAD_REQUEST', 'UNAUTHORIZED', 'NOT_FOUND', 'NOT_SAVED', 'USER_ALREADY_EXISTS']);

/** Any text in the shapes its errors may have: their form is documented nowhere. A page of HTML says nothing. */
function wordsOf(text: string, body: unknown): string {
  if (!isObject(body)) return text.trimStart().startsWith('<') ? '' : cleaned(typeof body === 'string' ? body : text);
  const data = isObject(body.data) ? body.data : {};
  const error = isObject(body.error) ? body.error : {};
  const places = [body.message, data.message, error.message, body.error, body.code, error.code];
  return places.map((words) => cleaned(words)).find(Boolean) ?? reasonIn(body);
}

const reportsFailure = (body: Record<string, unknown>): boolean =>
  Boolean(body.error) || body.success === false || ERROR_CODES.has(body.code);

/** Success is HTTP 2xx with a JSON object that reports no error inside. */
export function parseResponse(response: HttpResponse, request: VendorRequest): Record<string, unknown> {
  const { status } = response;
  const body = jsonOf(response);
  const words = wordsOf(response.body, body);
  const trouble = troubleOf(NAME, response, words);
  if (trouble) throw trouble;
  const because = words ? `: ${words}` : '.';
  if (status === 401) throw badKey(NAME, words);
  if (status === 404 && request.method === 'PUT')
    throw refused(`${NAME} has no ticket ${request.path.split('/').at(-1)}. Check the id.`);
  if (status === 404)
    throw unavailable(`${NAME} is not found at the configured address. The administrator has to check it.`);
  if (status === 405) throw refused(`${NAME} did not save it${because}`);
  if (status >= 400) throw refused(words ? `${NAME} refused: ${words}` : `${NAME} refused without saying why.`);
  if (status < 200 || !isObject(body)) throw unclear(NOT_UNDERSTOOD);
  if (reportsFailure(body)) {
    throw troubleOf(NAME, { ...response, status: 403 }, words) ?? refused(`${NAME} did not save it${because}`);
  }
  return body;
}

/** The token of the key exchange. */
export function parseToken(response: HttpResponse, request: VendorRequest): string {
  const { data } = parseResponse(response, request);
  const token = isObject(data) ? data.token : undefined;
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw unavailable(`${NAME} gave the bot no token for its keys. The administrator has to check them.`);
}
