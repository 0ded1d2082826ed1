import type { Received } from '../http.ts';
import { throughLatest } from '../records.ts';
import type { StartOptions, VendorRules } from '../rules.ts';
import { startSimulator } from '../server.ts';
import type { VendorSimulator } from '../simulator.ts';
import { bad, Refusal } from './answers.ts';
import { createRoutes } from './routes.ts';
import { SMS_CREDENTIALS } from './settings.ts';

export { OVER_LIMIT } from './input.ts';
export { PROVIDERS, SAMPLE_SETTING_ID } from './settings.ts';

export interface JFrameworkOptions extends StartOptions {
  /** Calls allowed per minute, and enforced; 6000 unless told, so that tests and the bench are not in its way. */
  perMinute?: number;
}

const BRAND_URL = 'brand.example.com';
const AUTH_KEY = 'jframework-sandbox-auth-key';
const MINUTE = 60_000;

const tooManyRequests = () =>
  new Refusal(429, 'RateLimitExceeded', 'API call exceeded rate limit due to too many requests.');

/** Counts calls in whole minutes of the clock. */
function createLimiter(perMinute: number, now: () => number) {
  let [minute, used] = [0, 0];
  return {
    /** Counts one call; false when it is one too many. */
    take(): boolean {
      const current = Math.floor(now() / MINUTE);
      used = current === minute ? used + 1 : 1;
      minute = current;
      return used <= perMinute;
    },
    headers: (remaining = Math.max(0, perMinute - used)) => ({
      'X-RateLimit-Limit': String(perMinute),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': String(((Math.floor(now() / MINUTE) + 1) * MINUTE) / 1000),
    }),
  };
}

function checkHeaders({ headers }: Received): void {
  const brand = headers['brand-url'];
  if (!brand) throw new Refusal(400, 'InvalidRequest', 'The Brand-URL header is required.');
  if (headers['auth-key'] !== AUTH_KEY) throw new Refusal(401, 'Unauthorized', 'The Auth-Key is missing or not valid.');
  if (brand !== BRAND_URL) throw new Refusal(403, 'AccessDenied', 'You have no access to this brand.');
}

function jframeworkRules({ perMinute = 6000, now = Date.now }: JFrameworkOptions): VendorRules {
  let routes = createRoutes();
  const limiter = createLimiter(perMinute, now);
  return {
    id: 'jframework',
    name: 'JFramework',
    basePath: '/api/v1',
    env: (url) => ({
      JFRAMEWORK_BASE_URL: url,
      JFRAMEWORK_BRAND_URL: BRAND_URL,
      JFRAMEWORK_AUTH_KEY: AUTH_KEY,
      JFRAMEWORK_SMS_CREDENTIALS: JSON.stringify(SMS_CREDENTIALS),
    }),
    answer(request, books) {
      try {
        if (!limiter.take()) throw tooManyRequests();
        checkHeaders(request);
        const answer = routes.route(request, books);
        return { ...answer, headers: { ...answer.headers, ...limiter.headers() } };
      } catch (error) {
        if (error instanceof Refusal) return bad(error, error.status, limiter.headers());
        throw error;
      }
    },
    lie: () => bad(new Refusal(400, 'InvalidRequest', 'The provider did not accept the credentials.'), 200),
    tooMany: (seconds) =>
      bad(tooManyRequests(), 429, {
        'Retry-After': String(seconds),
        ...limiter.headers(0),
        'X-RateLimit-Reset': String(Math.ceil(now() / 1000) + seconds),
      }),
    records: [throughLatest(() => routes.settings)],
    reset() {
      routes = createRoutes();
    },
  };
}

/** JFramework: an envelope whose `success` decides, passwords echoed in clear, and a PUT that resets what it lacks. */
export const startJFramework = (options: JFrameworkOptions = {}): Promise<VendorSimulator> =>
  startSimulator(jframeworkRules(options), options);
