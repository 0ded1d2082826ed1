import type { OperationError } from '../../errors.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { ALREADY_GONE, isAlreadyGone } from '../shared/gone.ts';
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

const NAME = 'TelecomX';

interface Said {
  /** An error class, or the name of the field at fault. */
  word: string;
  sentence: string;
}

/** The wiki lists a word and a sentence for each error, but not the JSON they come in: any likely shape is read. */
function said(response: HttpResponse, body: unknown): Said {
  const source = isObject(body) && isObject(body.error) ? body.error : body;
  const isPage = response.body.trimStart().startsWith('<');
  const parts = isObject(source)
    ? [source.error, source.code, source.message, source.description, reasonIn(body)]
    : [source ?? (isPage ? '' : response.body)].flat();
  const texts = parts.flatMap((part) => cleaned(part) || []);
  return {
    word: texts.find((text) => /^\w+$/.test(text)) ?? '',
    sentence: texts.find((text) => !/^\w+$/.test(text)) ?? '',
  };
}

/** A `Map`, because the words are the vendor's: `toString` must find nothing. */
const LOCKED_OUT: ReadonlyMap<string, string> = new Map([
  ['expired', `The bot's token for ${NAME} has expired. The administrator has to set a new one.`],
  [
    'invalid_token',
    `${NAME} does not accept the bot's token from this network address. The administrator has to check both.`,
  ],
  ['blacklisted', `${NAME} has blocked the bot's account. The administrator has to settle it with ${NAME}.`],
]);

const NOT_ALLOWED =
  `${NAME} does not let the bot's account do this: it may only touch what belongs to its own reseller. ` +
  'Naming the reseller can help.';

/** Words of the wiki that say no more than the status does. */
const EXPECTED: ReadonlySet<string> = new Set(['access_denied', 'employeeSubscription']);

/** 422 names the field at fault. */
const AT_FAULT: ReadonlyMap<string, string> = new Map([
  ['email', 'At least one of e-mail and SMS has to be on.'],
  ['title', 'The title is missing or not allowed.'],
]);

function failureOf(status: number, { word, sentence }: Said): OperationError {
  const lockedOut = LOCKED_OUT.get(word);
  if ((status === 401 || status === 403) && lockedOut) return unavailable(lockedOut);
  if (status === 401) return badKey(NAME, word || sentence);
  const reason = EXPECTED.has(word) ? '' : sentence || word;
  const besides = reason && ` ${NAME} said: ${reason}`;
  if (status === 403) return refused(NOT_ALLOWED + besides);
  if (status === 404) return refused(`${NAME} has no such subscription.${besides}`);
  const known = status === 422 ? AT_FAULT.get(word) : undefined;
  if (known) return refused(`${NAME} refused: ${known}`, { fields: { [word]: known } });
  const words = sentence || word;
  return refused(words ? `${NAME} refused: ${words}` : `${NAME} refused the request without saying why.`);
}

/** Success is HTTP 2xx with an object or a list that reports no error inside. */
export function parseResponse(response: HttpResponse, request: VendorRequest): unknown {
  const body = jsonOf(response);
  const isLie = isObject(body) && (body.success === false || typeof body.error === 'string' || isObject(body.error));
  const isGood = response.status >= 200 && response.status < 300;
  // A failure dressed as success: the status inside is the true one.
  const status = isGood && isLie ? statusIn(body.status) || 400 : response.status;
  const words = status >= 400 ? said(response, body) : { word: '', sentence: '' };
  const trouble = troubleOf(NAME, { ...response, status }, `${words.word} ${words.sentence}`);
  if (trouble) throw trouble;
  if (isAlreadyGone(response, request)) return ALREADY_GONE;
  if (status >= 400) throw failureOf(status, words);
  if (!isGood || body === null || typeof body !== 'object') {
    throw unclear(`${NAME} sent an answer that the bot does not understand.`);
  }
  return body;
}
