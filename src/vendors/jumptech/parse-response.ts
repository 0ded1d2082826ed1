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

function refusal(status: number, words: string): OperationError {
  if (words) return refused(`${NAME} refused: ${words}`);
  return refused(status === 404 ? `${NAME} does not know this project.` : `${NAME} refused without saying why.`);
}

/** The gateway in front of Jumptech turned the request away. */
function turnedAway(response: HttpResponse): OperationError {
  const { status, body } = response;
  const words = wordsOf(body);
  const trouble = troubleOf(NAME, response, words);
  if (trouble) return trouble;
  // Such gateways say this of a path they do not serve.
  if (status === 403 && words === 'Missing Authentication Token') {
    return unavailable(`${NAME} is not found at the configured address. The administrator has to check it.`);
  }
  if (status === 401 || status === 403) return badKey(NAME, words);
  return status >= 400 ? refusal(status, words) : unclear(NOT_UNDERSTOOD);
}

/** The application behind the gateway failed: HTTP 200 with the true status inside. */
function failedInside(response: HttpResponse, envelope: Record<string, unknown>): OperationError {
  const status = statusIn(envelope.statusCode);
  const inner = typeof envelope.body === 'string' ? wordsOf(envelope.body) : reasonIn(envelope.body);
  const words = inner || reasonIn(envelope);
  const trouble = troubleOf(NAME, { ...response, status }, words);
  if (trouble) return trouble;
  return status >= 400 ? refusal(status, words) : unclear(NOT_UNDERSTOOD);
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
  if (response.status !== 200) throw turnedAway(response);
  const body = jsonOf(response);
  if (isObject(body) && statusIn(body.statusCode) !== 200) throw failedInside(response, body);
  const answered = projectIdOf(body);
  if (typeof answered !== 'string') throw unclear(NOT_UNDERSTOOD);
  const sent = decodeURIComponent(request.path.split('/').at(-1) ?? '');
  if (answered.toLowerCase() !== sent.toLowerCase()) throw unclear(`${NAME} answered for another project.`);
  return answered;
}
