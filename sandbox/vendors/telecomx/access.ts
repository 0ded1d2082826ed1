import type { Received } from '../http.ts';
import { OWN_RESELLER, type Subscription } from './subscriptions.ts';

/** HTTP status, a short machine word, a sentence. The word is an error class or the field at fault. */
export class Refusal extends Error {
  readonly status: number;
  readonly word: string;
  constructor(status: number, word: string, message: string) {
    super(message);
    this.status = status;
    this.word = word;
  }
}

export type Level = 'VIEWER' | 'RESELLER' | 'ADMIN';

export const TOKENS = {
  RESELLER: 'telecomx-sandbox-token',
  VIEWER: 'telecomx-sandbox-viewer-token',
  ADMIN: 'telecomx-sandbox-admin-token',
} as const satisfies Record<Level, string>;
/** Was good once. */
export const EXPIRED_TOKEN = 'telecomx-sandbox-expired-token';

const HEADERS = ['token', 'x-token', 'x-auth-token', 'x-api-token'];

/** The vendor does not say how a token travels: query, bearer, cookie and a header of its own all work here. */
function tokenOf({ query, headers }: Received): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const cookie = /(?:^|;\s*)token=([^;]+)/.exec(headers.cookie ?? '')?.[1];
  const named = HEADERS.map((name) => headers[name]).find((value) => typeof value === 'string');
  return query.get('token') ?? bearer ?? cookie ?? (typeof named === 'string' ? named : undefined);
}

/** The access level of whoever asks. Throws a Refusal without a good token. */
export function levelOf(request: Received): Level {
  const token = tokenOf(request);
  if (token === EXPIRED_TOKEN) throw new Refusal(401, 'expired', 'The token has expired.');
  const level = (Object.keys(TOKENS) as Level[]).find((one) => TOKENS[one] === token);
  if (!level) throw new Refusal(401, 'invalid_token', 'The token is not valid from this address.');
  return level;
}

export const accessDenied = () => new Refusal(403, 'access_denied', 'Your access level is too low.');

/** Resellers write what is their own, admins everything, viewers nothing. Throws a Refusal. */
export function mayWrite(level: Level, { reseller }: Pick<Subscription, 'reseller'>): void {
  if (level === 'ADMIN' || (level === 'RESELLER' && reseller === OWN_RESELLER)) return;
  throw accessDenied();
}

/** Everybody sees the global ones; only admins see those of another reseller. */
export const maySee = (level: Level, { reseller }: Subscription): boolean =>
  level === 'ADMIN' || reseller === null || reseller === OWN_RESELLER;
