import { OperationError } from '../../errors.ts';
import type { VendorRequest } from '../../operations/operation.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits, type SendOptions } from '../shared/http-client.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import { parseResponse } from './parse-response.ts';
import { WRONG_ID } from './schemas.ts';
import type { TelecomxSettings } from './settings.ts';

/** Where the token goes. In the query it is part of every URL, so no URL may reach a log or a person. */
function carry(token: string, transport: string): Pick<SendOptions, 'headers' | 'searchParams'> {
  if (transport === 'query') return { searchParams: { token } };
  if (transport === 'bearer') return { headers: { authorization: `Bearer ${token}` } };
  if (transport === 'cookie') return { headers: { cookie: `token=${token}` } };
  return { headers: { [transport.slice('header:'.length).toLowerCase()]: token } };
}

const COLLECTION = 'employeeSubscription';
const ITEM = /^employeeSubscription\/[0-9a-f]{24}(?:\/subscribers)?$/i;

/**
 * A POST on the collection creates and a POST on an item updates, so a mangled id must never leave. The owner cannot be
 * changed: `reseller` travels on a create only.
 */
function encode({ path, query, json }: VendorRequest): SendOptions {
  const isItem = ITEM.test(path);
  if (!isItem && path !== COLLECTION) {
    throw new OperationError({ kind: 'input', message: WRONG_ID, fields: { id: WRONG_ID } });
  }
  const { reseller: _, ...changes } = json ?? {};
  return {
    ...(query ? { searchParams: query } : {}),
    ...(json ? { json: isItem ? changes : json } : {}),
  };
}

/** TelecomX: plain JSON, POST for updates, a token whose way to travel is a setting. */
export function createTelecomxClient(settings: TelecomxSettings, limits: HttpLimits): VendorClient {
  const { TELECOMX_BASE_URL: prefixUrl, TELECOMX_TOKEN: token, TELECOMX_TOKEN_TRANSPORT: transport } = settings;
  const { headers, searchParams } = carry(token, transport);
  const send = createHttpClient(
    'TelecomX',
    { prefixUrl, headers: { accept: 'application/json', ...headers }, ...(searchParams ? { searchParams } : {}) },
    limits,
  );
  return createClient(withoutSecrets(send, [token]), { encode, parseResponse });
}
