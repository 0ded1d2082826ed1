import { OperationError } from '../../errors.ts';
import type { Answer, Send } from '../../http.ts';
import { createWire, type WireLimits } from '../../http.ts';
import type { VendorRequest } from '../../operation.ts';
import type { VendorClient } from '../../vendor-client.ts';
import { badKey, cleaned, isObject, jsonOf, refused, retryAfterOf, troubleOf, unclear } from '../answers.ts';
import { createClient } from '../dialect.ts';
import type { BodyTemplate } from './note-body.ts';
import type { JumptechSettings } from './settings.ts';

const NAME = 'Jumptech';

/** The words of a gateway-style error: `{"message": "..."}`, a JSON string, or plain text. */
function wordsOf(body: unknown, raw: string): string {
  if (isObject(body)) return cleaned(body.message ?? body.error ?? body.body);
  return cleaned(typeof body === 'string' ? body : raw);
}

function failed(status: number, words: string, answer: Answer): OperationError {
  if (status === 401 || status === 403) return badKey(NAME, words);
  if (status === 429) {
    const seconds = retryAfterOf(answer);
    return new OperationError({
      kind: 'unavailable',
      message: `${NAME} is limiting requests.`,
      ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    });
  }
  if (status >= 500) return unclear(`${NAME} has a problem of its own.`);
  if (status === 404) return refused(`${NAME} does not know this project.`);
  return refused(words ? `${NAME} refused: ${words}` : `${NAME} refused the request without saying why.`);
}

/** The project id: the answer is a string that itself holds JSON, inside an envelope that a live gateway may drop. */
function projectIdOf(body: unknown): string | undefined {
  const inner = isObject(body) ? body.body : body;
  if (typeof inner !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(inner);
    return typeof parsed === 'string' ? parsed : undefined;
  } catch {
    // An unwrapped answer was parsed once already.
    return isObject(body) ? undefined : inner;
  }
}

/** Success only when HTTP and envelope both say 200 and the id in the answer is the one that was sent. */
function judge(answer: Answer, request: VendorRequest): string {
  const trouble = troubleOf(NAME, answer);
  if (trouble) throw trouble;
  const body = jsonOf(answer);
  if (answer.status !== 200) throw failed(answer.status, wordsOf(body, answer.body), answer);
  if (isObject(body) && body.statusCode !== undefined && Number(body.statusCode) !== 200) {
    let inner: unknown = body.body;
    if (typeof inner === 'string') inner = jsonOf({ ...answer, body: inner }) ?? inner;
    throw failed(Number(body.statusCode), wordsOf(inner, ''), answer);
  }
  const sent = decodeURIComponent(request.path.split('/').at(-1) ?? '');
  const answered = projectIdOf(body);
  if (answered === undefined) throw unclear(`${NAME} sent an answer that the bot does not understand.`);
  if (answered.toLowerCase() !== sent.toLowerCase()) throw unclear(`${NAME} answered for another project.`);
  return answered;
}

/** Jumptech Direct API: key in the query, JSON body. The key is in every URL, so no URL may reach a log or a person. */
export function createJumptechClient(settings: JumptechSettings, limits: WireLimits): VendorClient {
  const templates: Record<string, BodyTemplate> = {
    noteAdd: settings.JUMPTECH_NOTE_ADD_BODY,
    noteUpdate: settings.JUMPTECH_NOTE_UPDATE_BODY,
  };
  const send: Send = createWire(
    NAME,
    { prefixUrl: settings.JUMPTECH_BASE_URL, searchParams: { apikey: settings.JUMPTECH_API_KEY } },
    limits,
  );
  return createClient(send, {
    encode: ({ json, template }) => {
      if (!template) return { json };
      const body = templates[template.name];
      if (!body) throw new TypeError(`Jumptech has no body template "${template.name}".`);
      return { json: body(template.values) };
    },
    judge,
  });
}
