import { OperationError } from '../../errors.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits } from '../shared/http-client.ts';
import { basicOf, withoutSecrets } from '../shared/secrets.ts';
import { parseResponse } from './parse-response.ts';
import type { JframeworkSettings } from './settings.ts';

type Credentials = JframeworkSettings['JFRAMEWORK_SMS_CREDENTIALS'];

/** Nothing was sent: the person picks another name. */
function unknownName(credentials: Credentials): OperationError {
  const names = Object.keys(credentials);
  const message =
    names.length > 0
      ? `Choose one of the credentials that are set up: ${names.join(', ')}.`
      : 'No SMS credentials are set up in the bot. The administrator can add them.';
  return new OperationError({ kind: 'input', message, fields: { credentials: message } });
}

/**
 * The body as JFramework wants it: where a declaration put `credentials` with a name, the user name and the password it
 * stands for. This is the only place that knows them.
 */
function resolve(json: Readonly<Record<string, unknown>>, credentials: Credentials): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) => {
      if (key !== 'credentials') return [[key, value]];
      const found = Object.hasOwn(credentials, String(value)) ? credentials[String(value)] : undefined;
      if (!found) throw unknownName(credentials);
      return [
        ['username', found.username],
        ['password', found.password],
      ];
    }),
  );
}

/** JFramework: JSON in an envelope, the brand and a session key in headers, provider secrets in bodies and answers. */
export function createJframeworkClient(settings: JframeworkSettings, limits: HttpLimits): VendorClient {
  const { JFRAMEWORK_AUTH_KEY: key, JFRAMEWORK_SMS_CREDENTIALS: credentials } = settings;
  const headers = {
    'brand-url': settings.JFRAMEWORK_BRAND_URL,
    'auth-key': key,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  const http = createHttpClient('JFramework', { prefixUrl: settings.JFRAMEWORK_BASE_URL, headers }, limits);
  const secrets = Object.values(credentials).flatMap(({ username, password }) => [
    username,
    password,
    ...basicOf(username, password),
  ]);
  const send = withoutSecrets(http, [key, ...secrets]);
  return createClient(send, {
    encode: ({ query, json }) => ({
      ...(query ? { searchParams: query } : {}),
      ...(json ? { json: resolve(json, credentials) } : {}),
    }),
    parseResponse,
    choices: (list) =>
      list === 'credentials' ? Object.keys(credentials).map((name) => ({ value: name, label: name })) : [],
  });
}
