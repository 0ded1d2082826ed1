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
  statusIn,
  troubleOf,
  unavailable,
  unclear,
} from '../shared/responses.ts';

const NAME = 'Jumptech';
const NOT_UNDERSTOOD = `${NAME} sent an answer that the bot does not understand.`;

/** Errors are documented nowhere: `{"message": "..."}`, a JSON string or plain text; a page of HTML says nothing. */
function wordsOf(text: string): string {
  const body = jsonOf({ body: text });
  if (body !== undefined) return reasonIn(body);
  return text.trimStart().startsWith('<') ? '' : cleaned(text);
}

/** The id of the project, which ends the path of every request. */
const projectIn = ({ path }: VendorRequest): string => decodeURIComponent(path.split('/').at(-1) ?? '');

/** `7d733b90…188f`: enough for a person to compare it. */
const abridged = (id: string): string => (id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

function refusal(status: number, words: string, request: VendorRequest): OperationError {
  if (status === 404 && (words === '' || /^project not found\b/i.test(words)))
    return refused(`${NAME} has no project ${abridged(projectIn(request))}. Check the id.`);
  return refused(words ? `${NAME} refused: ${words}` : `${NAME} refused without saying why.`);
}

/** The gateway in front of Jumptech turned the request away. */
function turnedAway(response: HttpResponse, request: VendorRequest): OperationError {
  const { status, body } = response;
  const words = wordsOf(body);
  const trouble = troubleOf(NAME, response, words);
  if (trouble) return trouble;
  // Such gateways say this of a path they do not serve.
  if (status === 403 && words === 'Missing Authentication Token') {
    return unavailable(`${NAME} is not found at the configured address. The administrator has to check it.`);
  }
  if (status === 401 || status === 403) return badKey(NAME, words);
  return status >= 400 ? refusal(status, words, request) : unclear(NOT_UNDERSTOOD);
}

/** The application behind the gateway failed: HTTP 200 with the true status inside. */
function failedInside(
  response: HttpResponse,
  envelope: Record<string, unknown>,
  request: VendorRequest,
): OperationError {
  const status = statusIn(envelope.statusCode);
  const inner = typeof envelope.body === 'string' ? wordsOf(envelope.body) : reasonIn(envelope.body);
  const words = inner || reasonIn(envelope);
  const trouble = troubleOf(NAME, { ...response, status }, words);
  if (trouble) return trouble;
  return status >= 400 ? refusal(status, words, request) : unclear(NOT_UNDERSTOOD);
}

/** The project id: a string that itself holds JSON, in an envelope that a live gateway may have unwrapped. */
function projectIdOf(body: unknown): unknown {
  if (typeof body === 'string') return jsonOf({ body }) ?? body;
  return isObject(body) && typeof body.body === 'string' ? jsonOf({ body: body.body }) : undefined;
}

/** Success only when HTTP and envelope both say 200 and the id in the answer is the one that was sent. */
export function parseResponse(response: HttpResponse, request: VendorRequest): string {
  const trouble = troubleOf(NAME, response);
  if (trouble) throw trouble;
  if (response.status !== 200) throw turnedAway(response, request);
  const body = jsonOf(response);
  if (isObject(body) && statusIn(body.statusCode) !== 200) throw failedInside(response, body, request);
  const answered = projectIdOf(body);
  if (typeof answered !== 'string') throw unclear(NOT_UNDERSTOOD);
  if (answered.toLowerCase() !== projectIn(request).toLowerCase())
    throw unclear(`${NAME} answered for another project.`);
  return answered;
}
