import type { Answer } from '../../http.ts';
import { createWire, type SendOptions, type WireLimits } from '../../http.ts';
import type { VendorRequest } from '../../operation.ts';
import type { VendorClient } from '../../vendor-client.ts';
import { badKey, cleaned, isObject, jsonOf, refused, troubleOf, unclear } from '../answers.ts';
import { createClient } from '../dialect.ts';
import type { ParticlespaceSettings } from './settings.ts';

const NAME = 'ParticleSpace';

/** Any text in the shapes its errors may have; their JSON form is documented nowhere. */
function wordsOf(answer: Answer): string {
  const body = jsonOf(answer);
  if (!isObject(body)) return typeof body === 'string' ? cleaned(body) : '';
  const data = isObject(body.data) ? body.data : {};
  const error = isObject(body.error) ? body.error : {};
  for (const words of [body.message, data.message, error.message, body.error, body.code]) {
    if (typeof words === 'string' && cleaned(words)) return cleaned(words);
  }
  return '';
}

/** Success is HTTP 2xx with a JSON object that reports no error inside. */
function judge(answer: Answer): unknown {
  const trouble = troubleOf(NAME, answer);
  if (trouble) throw trouble;
  const { status } = answer;
  const words = wordsOf(answer);
  const because = words ? `: ${words}` : '.';
  if (status === 401 || status === 403) throw badKey(NAME, words);
  if (status === 404) throw refused(`${NAME} does not know this ticket.`);
  if (status === 405) throw refused(`${NAME} did not save it${because}`);
  if (status >= 400) throw refused(`${NAME} refused${because}`);
  const body = jsonOf(answer);
  if (!isObject(body)) throw unclear(`${NAME} sent an answer that the bot does not understand.`);
  if (body.error !== undefined || body.success === false) throw refused(`${NAME} refused${because}`);
  return body;
}

/** The vendor's sample writes a space as `%20`, which `URLSearchParams` would not. */
const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** Booleans travel as `1` and `0`, everything form-encoded; what is undefined is left out. */
function encode({ form = {} }: VendorRequest): SendOptions {
  const pairs = Object.entries(form).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return `${percent(name)}=${percent(typeof value === 'boolean' ? String(Number(value)) : String(value))}`;
  });
  return { body: pairs.join('&'), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

/**
 * ParticleSpace: form-encoded, bearer token. The token is short-lived and bought with two keys; a 401 means nothing was
 * executed, so one new token is fetched and the call sent once more. A ready token from the settings is used as it is.
 */
export function createParticlespaceClient(settings: ParticlespaceSettings, limits: WireLimits): VendorClient {
  const send = createWire(NAME, { prefixUrl: settings.PARTICLESPACE_BASE_URL }, limits);
  let token: Promise<string> | undefined = settings.PARTICLESPACE_TOKEN
    ? Promise.resolve(settings.PARTICLESPACE_TOKEN)
    : undefined;

  async function buyToken(): Promise<string> {
    const form = { secret_key: settings.PARTICLESPACE_SECRET_KEY, publish_key: settings.PARTICLESPACE_PUBLISH_KEY };
    const answer = await send('authenticate', { method: 'POST', form }, { repeatable: true });
    const body = judge(answer);
    const bought = isObject(body) && isObject(body.data) ? body.data.token : undefined;
    if (typeof bought !== 'string' || !/^[\x21-\x7e]+$/.test(bought)) throw badKey(NAME);
    return bought;
  }

  /** One exchange at a time, however many calls wait for it; a failed one is not kept. */
  function currentToken(): Promise<string> {
    token ??= buyToken().catch((error) => {
      token = undefined;
      throw error;
    });
    return token;
  }

  return createClient(
    async (path, options, call) => {
      const sendWith = (bearer: string) =>
        send(path, { ...options, headers: { ...options.headers, authorization: `Bearer ${bearer}` } }, call);
      const used = currentToken();
      const answer = await sendWith(await used);
      if (answer.status !== 401 || settings.PARTICLESPACE_TOKEN) return answer;
      if (token === used) token = undefined;
      return sendWith(await currentToken());
    },
    {
      encode,
      judge,
      choices: (list) =>
        list === 'statuses' ? settings.PARTICLESPACE_STATUSES.map((value) => ({ value, label: inWords(value) })) : [],
    },
  );
}

/** `ON_HOLD` -> `On hold`. */
const inWords = (status: string): string => {
  const words = status.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
