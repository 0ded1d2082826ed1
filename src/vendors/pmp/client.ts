import { createWire, type WireLimits } from '../../http.ts';
import type { VendorClient } from '../../vendor-client.ts';
import { createClient } from '../dialect.ts';
import { encode } from './encode.ts';
import { judge } from './judge.ts';
import type { PmpSettings } from './settings.ts';

/** PMP CRM (a Perfex CRM with a REST module): `authtoken` header, multipart creates, JSON updates, 404 for everything. */
export function createPmpClient(settings: PmpSettings, limits: WireLimits): VendorClient {
  const token = settings.PMP_AUTH_TOKEN;
  const send = createWire('PMP', { prefixUrl: settings.PMP_BASE_URL, headers: { authtoken: token } }, limits);
  return createClient(send, {
    encode: (request) => encode(request, { token, dateFormat: settings.PMP_DATE_FORMAT }),
    judge,
  });
}
