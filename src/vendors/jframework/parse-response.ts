import { OperationError } from '../../errors.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { ALREADY_GONE, isAlreadyGone } from '../shared/gone.ts';
import type { HttpResponse } from '../shared/http-client.ts';
import { badKey, cleaned, isObject, jsonOf, reasonIn, refused, troubleOf, unclear } from '../shared/responses.ts';

const NAME = 'JFramework';

/** The vendor's own status for "over the limit of a feature": a 2xx that is a failure. */
const OVER_LIMIT = 209;

interface Said {
  words: string;
  /** The reference that JFramework's support asks for. */
  correlationId: string;
}

/** `errors` may be empty or missing, and each part of an item null: the envelope's message is what is left. */
function said(body: unknown): Said {
  const envelope = isObject(body) ? body : {};
  const errors = Array.isArray(envelope.errors) ? envelope.errors.filter(isObject) : [];
  const words = errors.map(({ message, code }) => cleaned(message) || cleaned(code)).filter(Boolean);
  const ids = errors.map(({ correlationId }) => cleaned(correlationId, 100));
  return { words: words.join(' ') || reasonIn(body), correlationId: ids.find(Boolean) ?? '' };
}

function refusalOf(status: number, words: string): OperationError {
  const because = words ? `: ${words}` : '.';
  if (status === 401) return badKey(NAME, words);
  if (status === OVER_LIMIT) return refused(`${NAME} says that the brand has used up what its plan allows${because}`);
  if (status === 403) return refused(`${NAME} does not allow the bot to do this${because}`);
  if (status === 404) return refused(`${NAME} has no such record${because}`);
  if (status === 409) return refused(`${NAME} has this already${because}`);
  return refused(words ? `${NAME} refused: ${words}` : `${NAME} refused the request without saying why.`);
}

/** Trouble, a refusal, or an answer nobody understands; undefined when it is a success. */
function failureOf(response: HttpResponse, body: unknown, words: string): OperationError | undefined {
  const { status } = response;
  const success = isObject(body) ? body.success : undefined;
  const isLie = status < 300 && status !== OVER_LIMIT && success === false;
  // A limit behind a success is read as the failure it is.
  const trouble = troubleOf(NAME, isLie ? { ...response, status: 403 } : response, words);
  if (trouble) return trouble;
  if (status === 204) return undefined;
  if (status >= 400 || status === OVER_LIMIT || success === false) return refusalOf(status, words);
  return success === true ? undefined : unclear(`${NAME} sent an answer that the bot does not understand.`);
}

/** Success is HTTP 2xx with `success: true`; the status inside the envelope can differ and decides nothing. */
export function parseResponse(response: HttpResponse, request: VendorRequest): unknown {
  if (isAlreadyGone(response, request)) return ALREADY_GONE;
  const body = jsonOf(response);
  const { words, correlationId } = said(body);
  const failure = failureOf(response, body, words);
  if (failure && correlationId) throw new OperationError({ ...failure.failure, vendorReference: correlationId });
  if (failure) throw failure;
  // Keys whose value is null may be missing.
  return (isObject(body) ? body.data : undefined) ?? request.whenEmpty;
}
