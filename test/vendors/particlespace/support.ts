import nock from 'nock';
import type { VendorSettings } from '../../../src/config.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { particlespace } from '../../../src/vendors/particlespace/index.ts';
import { particlespaceSettings } from '../../../src/vendors/particlespace/settings.ts';

export const BASE = 'https://api.particlespace.com/api/v1';
export const SECRET_KEY = 'sk_test_4711';
export const PUBLISH_KEY = 'pk_test_4711';
export const TOKEN = 'eyJ0-4711';

/** The settings of a site, read the way the bot reads them; `{}` takes a name away. */
export const settings = (more: Record<string, string | undefined> = {}): VendorSettings => ({
  particlespace: particlespaceSettings.parse({
    PARTICLESPACE_BASE_URL: BASE,
    PARTICLESPACE_SECRET_KEY: SECRET_KEY,
    PARTICLESPACE_PUBLISH_KEY: PUBLISH_KEY,
    ...more,
  }),
});
/** A site with a ready token and no keys. */
export const withToken = () =>
  settings({
    PARTICLESPACE_TOKEN: TOKEN,
    PARTICLESPACE_SECRET_KEY: undefined,
    PARTICLESPACE_PUBLISH_KEY: undefined,
  });

/** An operation by the words behind the vendor: `ticket.move`. */
export function operation(words: string): Operation {
  const found = particlespace.operations.find(({ id }) => id === `particlespace.${words}`);
  if (!found) throw new Error(`There is no operation "${words}".`);
  return found;
}

export const ticket = {
  title: 'Leaking faucet',
  description: 'Leak under the kitchen sink in 1A requires new part.',
  status: 'ON_HOLD',
};
export const move = { id: 'tic_9', ...ticket };
export const notify = { notify: true, type: 'email', contacts: 'example@example.com' };

/** An input of each operation and channel, with its place and whether it may be sent twice. */
export const intents: [
  words: string,
  input: Record<string, unknown>,
  method: string,
  place: string,
  repeatable: boolean,
][] = [
  ['ticket.move', move, 'PUT', '/ticket/tic_9', true],
  ['ticket.update', move, 'PUT', '/ticket/tic_9', true],
  ['ticket.move', { ...move, ...notify }, 'PUT', '/ticket/tic_9', false],
  ['ticket.update', { ...move, ...notify }, 'PUT', '/ticket/tic_9', false],
  ['ticket.create', ticket, 'POST', '/ticket/new', false],
  ['ticket.create', { ...ticket, ...notify }, 'POST', '/ticket/new', false],
];

const vendor = (token?: string) => nock(BASE, token ? { reqheaders: { authorization: `Bearer ${token}` } } : {});

/** Expects one key exchange. */
export const sells = (token: string) =>
  vendor().post('/authenticate', `secret_key=${SECRET_KEY}&publish_key=${PUBLISH_KEY}`).reply(200, { data: { token } });

/** Expects one call with this token; answer it with `reply`. */
export const called = (token: string, method = 'PUT', place = '/ticket/tic_9') =>
  vendor(token).intercept(place, method);
