import { type Answer, json } from '../http.ts';
import { throughLatest } from '../records.ts';
import type { StartOptions, VendorRules } from '../rules.ts';
import { startSimulator } from '../server.ts';
import type { VendorSimulator } from '../simulator.ts';
import { Refusal, TOKENS } from './access.ts';
import { createRoutes } from './routes.ts';

export { EXPIRED_TOKEN, TOKENS } from './access.ts';
export { OTHER_RESELLER, OWN_CUSTOMER, OWN_RESELLER } from './subscriptions.ts';

const triple = (
  { status, word, message }: Refusal,
  httpStatus = status,
  headers: Record<string, string> = {},
): Answer => json(httpStatus, { status, error: word, description: message }, headers);

function telecomxRules(): VendorRules {
  let routes = createRoutes();
  return {
    id: 'telecomx',
    name: 'TelecomX',
    basePath: '',
    env: (url) => ({
      TELECOMX_BASE_URL: url,
      // The one level that may list without a filter, so that every line of the help works.
      TELECOMX_TOKEN: TOKENS.ADMIN,
      TELECOMX_TOKEN_TRANSPORT: 'query',
    }),
    answer(request, books) {
      try {
        return routes.route(request, books);
      } catch (error) {
        if (error instanceof Refusal) return triple(error);
        throw error;
      }
    },
    lie: () => triple(new Refusal(500, 'internal_error', 'Something went wrong.'), 200),
    tooMany: (seconds) =>
      triple(new Refusal(429, 'too_many_requests', 'Slow down.'), 429, { 'Retry-After': String(seconds) }),
    records: [throughLatest(() => routes.subscriptions)],
    reset() {
      routes = createRoutes();
    },
  };
}

/** TelecomX: POST on an item updates it, POST on the collection creates, and a reseller's token sees less than an admin's. */
export const startTelecomX = (options: StartOptions = {}): Promise<VendorSimulator> =>
  startSimulator(telecomxRules(), options);
