import type { OperationError } from '../../errors.ts';
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

const NAME = 'PMP';

const NO_SUCH_NUMBER = /^invalid \w+ id$/i;
const NOTHING_THERE = /^(no data were found|the id of the \w+ was not found)\.?$/i;
const WRITE_REFUSED = /\b(add|update|delete)\s+fail(ed)?\b/i;
const isYes = (status: unknown): boolean => status === true || status === 1 || status === 'true' || status === '1';

/** Every wording in which PMP's servers refuse the token; some refuse it without a word. */
const KEY_WORDS =
  /token|forbidden|unauthori[sz]ed|not authori[sz]ed|segments|signature|api[ _-]?key|credential|log ?in/i;

/** The words of one field: a text, several, or one for each rule that was broken. */
const wordsFor = (words: unknown): string => reasonIn(words) || (isObject(words) ? reasonIn(Object.values(words)) : '');

/** `{"error": {"company": "The Company field is required."}}` -> the same, without markup. */
function fieldErrors(body: Record<string, unknown>): Record<string, string> | undefined {
  const source = isObject(body.error) ? body.error : isObject(body.errors) ? body.errors : undefined;
  if (!source || Object.keys(source).length === 0) return undefined;
  return Object.fromEntries(Object.entries(source).map(([name, words]) => [name, wordsFor(words)]));
}

/** The reason, in `message` or as a text in `error`. */
const wordsOf = (body: Record<string, unknown>): string => cleaned(body.message) || reasonIn(body);

/**
 * The error for a refusal. PMP answers 404 to nearly everything, a bad key included, so the words decide, in this
 * order; a 404 without any is trouble with the key or the address, never "not found". Words nobody knows are passed on.
 */
function failureOf(response: HttpResponse, body: unknown, request: VendorRequest): OperationError {
  const { status } = response;
  if (!isObject(body)) {
    const strange = `${NAME} answered with something that is not data. The administrator has to check its address.`;
    if (status === 400) return refused(`${NAME} does not allow some of these characters.`);
    if (status === 413) return refused(`${NAME} does not take a request this large.`);
    // A refusal, however strange, did nothing; behind an answer that claims success there may be anything.
    return status >= 400 ? unavailable(strange) : unclear(strange);
  }
  const fields = fieldErrors(body);
  if (fields) return refused(`${NAME} refused: ${Object.values(fields).join(' ')}`, { fields });
  const words = wordsOf(body);
  const trouble = troubleOf(NAME, status < 400 ? { ...response, status: 403 } : response, words);
  if (trouble) return trouble;
  if (NOTHING_THERE.test(words)) return refused(`${NAME} has no such record. Check the number.`);
  if (NO_SUCH_NUMBER.test(words)) return refused(`${NAME} does not take this number ("${words}").`);
  if (request.method !== 'GET' && WRITE_REFUSED.test(words)) return refused(`${NAME} did not do it ("${words}").`);
  if (status === 401 && /module/i.test(words)) {
    return unavailable(`The API module of ${NAME} is switched off. The administrator has to switch it on.`);
  }
  if (status === 406) return unavailable(`${NAME} could not read the request.`);
  const isKeyStatus = status === 404 || status === 401 || status === 403;
  if (isKeyStatus && (words === '' || KEY_WORDS.test(words))) return badKey(NAME, words);
  return refused(words ? `${NAME} refused: ${words}` : `${NAME} refused the request without saying why.`);
}

/** True if the vendor says "nothing there" of a read, or "nothing done" of a write; a validation error is neither. */
function isNothing(body: unknown, isRead: boolean): boolean {
  if (!isObject(body) || fieldErrors(body)) return false;
  return (isRead ? NOTHING_THERE : WRITE_REFUSED).test(wordsOf(body));
}

/** Success is HTTP 2xx with records on a read, and with `status` true on a write. */
export function parseResponse(response: HttpResponse, request: VendorRequest): unknown {
  const trouble = troubleOf(NAME, response);
  if (trouble) throw trouble;
  const body = jsonOf(response);
  const isRead = request.method === 'GET';
  const said = isObject(body) ? body : {};
  if (response.status >= 200 && response.status < 300) {
    if (isRead ? Array.isArray(body) || (isObject(body) && said.status !== false) : isYes(said.status)) return body;
  }
  if (request.whenEmpty !== undefined && isNothing(body, isRead)) return request.whenEmpty;
  throw failureOf(response, body, request);
}
