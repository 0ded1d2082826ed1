import type { VendorRequest } from '../../operations/operation.ts';
import { createClient, type VendorClient } from '../shared/adapter.ts';
import { createHttpClient, type HttpLimits, type SendOptions } from '../shared/http-client.ts';
import { withoutSecrets } from '../shared/secrets.ts';
import { type BodyTemplate, HANDOVER_KEYS } from './note-body.ts';
import { parseResponse } from './parse-response.ts';
import type { JumptechSettings } from './settings.ts';

/** One endpoint, five meanings, and the body decides: what hands a project over travels alone or not at all. */
function oneIntent(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(body);
  if (keys.length > 1 && keys.some((key) => HANDOVER_KEYS.includes(key))) {
    throw new TypeError(`A Jumptech request must not mix intents: ${keys.join(', ')}.`);
  }
  return body;
}

function encode({ json = {}, template }: VendorRequest, templates: Record<string, BodyTemplate>): SendOptions {
  if (!template) return { json: oneIntent(json) };
  const body = templates[template.name];
  if (!body) throw new TypeError(`Jumptech has no body template "${template.name}".`);
  return { json: oneIntent(body(template.values)) };
}

/** Jumptech Direct API: key in the query, JSON body. The key is in every URL, so no URL may reach a log or a person. */
export function createJumptechClient(settings: JumptechSettings, limits: HttpLimits): VendorClient {
  const { JUMPTECH_BASE_URL: prefixUrl, JUMPTECH_API_KEY: apikey } = settings;
  const templates = { noteAdd: settings.JUMPTECH_NOTE_ADD_BODY, noteUpdate: settings.JUMPTECH_NOTE_UPDATE_BODY };
  const send = createHttpClient('Jumptech', { prefixUrl, searchParams: { apikey } }, limits);
  return createClient(withoutSecrets(send, [apikey]), {
    encode: (request) => encode(request, templates),
    parseResponse,
  });
}
