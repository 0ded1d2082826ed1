import type { VendorRequest } from '../../operations/operation.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits, type Send, type SendOptions } from '../shared/http-client.ts';
import { path } from '../shared/path.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import { parseResponse, parseToken } from './parse-response.ts';
import { statusWords } from './schemas.ts';
import type { ParticlespaceSettings } from './settings.ts';

/** As the vendor's own sample writes it: a space is `%20`, which `URLSearchParams` would not do. */
const percent = (text: string): string =>
  // Half a character has no encoding.
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Booleans travel as `1` and `0`, everything form-encoded; what is undefined is left out. */
function encode({ form = {} }: VendorRequest): SendOptions {
  const pairs = Object.entries(form).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return `${percent(name)}=${percent(String(typeof value === 'boolean' ? Number(value) : value))}`;
  });
  return { body: pairs.join('&'), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

const keysOf = ({
  PARTICLESPACE_SECRET_KEY: secret_key,
  PARTICLESPACE_PUBLISH_KEY: publish_key,
}: ParticlespaceSettings) => (secret_key && publish_key ? { secret_key, publish_key } : undefined);

/** ParticleSpace: form-encoded, with a bearer token that is ready-made or bought with two keys, and short-lived. */
export function createParticlespaceClient(settings: ParticlespaceSettings, limits: HttpLimits): VendorClient {
  const http = createHttpClient('ParticleSpace', { prefixUrl: settings.PARTICLESPACE_BASE_URL }, limits);
  const keys = keysOf(settings);
  const secrets = Object.values(keys ?? {});
  const exchange = createClient(withoutSecrets(http, secrets), { encode, parseResponse: parseToken });
  let held = settings.PARTICLESPACE_TOKEN;
  let buying: Promise<string> | undefined;

  async function buy(): Promise<string> {
    // Said to be repeatable, since a new token changes nothing: a failure here never leaves a ticket in doubt.
    const request = { method: 'POST', path: path`authenticate`, form: keys ?? {} } as const;
    held = String(await exchange.call(request, { repeatable: true }));
    return held;
  }

  /** A token other than the refused one; one exchange at a time, however many calls wait for it. */
  async function tokenBut(refused?: string): Promise<string> {
    if (held !== undefined && held !== refused) return held;
    buying ??= buy().finally(() => {
      buying = undefined;
    });
    return buying;
  }

  /** A 401 means that nothing was executed, so the call is sent once more with a new token, whatever it does. */
  const send: Send = async (to, options, call) => {
    const sendWith = (token: string) => {
      const headers = { ...options.headers, authorization: `Bearer ${token}` };
      return withoutSecrets(http, [...secrets, token])(to, { ...options, headers }, call);
    };
    const token = await tokenBut();
    const answer = await sendWith(token);
    return answer.status === 401 && keys ? sendWith(await tokenBut(token)) : answer;
  };

  const statuses = settings.PARTICLESPACE_STATUSES.map((value) => ({ value, label: statusWords(value) }));
  return createClient(send, { encode, parseResponse, choices: (list) => (list === 'statuses' ? statuses : []) });
}
