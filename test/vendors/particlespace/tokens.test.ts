import { inspect } from 'node:util';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import {
  BASE,
  called,
  move,
  notify,
  operation,
  PUBLISH_KEY,
  SECRET_KEY,
  sells,
  settings,
  TOKEN,
  ticket,
  withToken,
} from './support.ts';

withoutNetwork();

const bot = (of = settings()) => {
  const run = performing(of);
  return {
    move: () => run(operation('ticket.move'), move),
    shout: () => run(operation('ticket.move'), { ...move, ...notify }),
    create: () => run(operation('ticket.create'), ticket),
  };
};
const succeeded = { outcome: { state: 'succeeded' } };
const badKey = /^ParticleSpace does not accept the bot's key/;

describe('a token', () => {
  it('is bought once and used for every call', async () => {
    const { move } = bot();
    sells('token-1');
    called('token-1').times(2).reply(200, {});
    expect([await move(), await move()]).toMatchObject([succeeded, succeeded]);
  });

  it('is bought once for all that wait for it', async () => {
    const { move } = bot();
    sells('token-1');
    called('token-1').times(5).reply(200, {});
    expect(await Promise.all(Array.from({ length: 5 }, move))).toMatchObject(Array(5).fill(succeeded));
  });

  it('that has run out is renewed once, for all calls that met it', async () => {
    const { move } = bot();
    sells('token-1');
    called('token-1').reply(200, {});
    await move();
    called('token-1').times(3).reply(401, { error: 'UNAUTHORIZED' });
    sells('token-2');
    called('token-2').times(4).reply(200, {});
    expect(await Promise.all([move(), move(), move()])).toMatchObject(Array(3).fill(succeeded));
    expect(await move()).toMatchObject(succeeded);
  });

  it('is renewed for what must not be repeated as well: a 401 means that nothing was done', async () => {
    const { create } = bot();
    sells('token-1');
    called('token-1', 'POST', '/ticket/new').reply(401, {});
    sells('token-2');
    called('token-2', 'POST', '/ticket/new').reply(200, { data: { id: 'tic_81' } });
    expect(await create()).toMatchObject(succeeded);
  });

  it.each(['token-2', 'token-1'])(
    'is renewed no more than once a call, even when the new one (%s) is refused',
    async (next) => {
      const { move } = bot();
      sells('token-1');
      called('token-1').reply(401, {});
      sells(next);
      called(next).reply(401, { message: 'Still no.' });
      const { outcome } = await move();
      expect(outcome).toMatchObject({
        state: 'failed',
        failure: { kind: 'unavailable', message: expect.stringMatching(badKey) },
      });
    },
  );

  it('that is ready-made is used as it is, and not renewed without keys', async () => {
    const { move } = bot(withToken());
    called(TOKEN).reply(401, {});
    expect((await move()).outcome.failure?.message).toMatch(badKey);
  });

  it('that is ready-made is renewed where there are keys', async () => {
    const { move } = bot(settings({ PARTICLESPACE_TOKEN: TOKEN }));
    called(TOKEN).reply(401, {});
    sells('token-2');
    called('token-2').reply(200, {});
    expect(await move()).toMatchObject(succeeded);
  });
});

describe('a key exchange that fails', () => {
  const exchange = () => nock(BASE).post('/authenticate');

  it.each([
    [401, { error: 'UNAUTHORIZED' }, badKey],
    [500, 'Oops', /^ParticleSpace has a problem of its own/],
    [429, '', /^ParticleSpace is limiting requests/],
    [302, '', /^ParticleSpace sent the request elsewhere/],
    [404, '', /^ParticleSpace is not found at the configured address/],
    [200, '<html></html>', /does not understand/],
    [200, { data: {} }, /^ParticleSpace gave the bot no token for its keys/],
    [200, { data: { token: 'two words' } }, /^ParticleSpace gave the bot no token for its keys/],
    [200, { data: { token: 'a\r\nb: c' } }, /^ParticleSpace gave the bot no token for its keys/],
  ])('with HTTP %i %j leaves no ticket in doubt, and is tried anew next time', async (status, body, message) => {
    const { create, shout } = bot();
    exchange().reply(status, body as nock.Body);
    const { outcome } = await create();
    expect(outcome.failure?.message).toMatch(message);
    expect(outcome.failure).not.toHaveProperty('outcomeUnknown');
    expect(outcome.state).not.toBe('unknown');
    sells('token-1');
    called('token-1').reply(200, {});
    expect(await shout()).toMatchObject(succeeded);
  });

  it('for want of an answer leaves no ticket in doubt', async () => {
    exchange().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    expect((await bot().create()).outcome).toMatchObject({
      state: 'failed',
      failure: { message: 'ParticleSpace broke off the connection.' },
    });
  });
});

describe('keys, tokens and contacts', () => {
  const outcomes = (performed: unknown) =>
    inspect(performed, { depth: 20, showHidden: true }) + JSON.stringify(performed);
  const everySecret = [SECRET_KEY, PUBLISH_KEY, 'token-1', 'token-2'];
  const echo = { message: `bad: ${everySecret.join(' ')}`, error: everySecret[0], token: 'token-1' };

  it.each([200, 201, 400, 401, 403, 404, 405, 500])('are in no outcome when HTTP %i repeats them', async (status) => {
    const { move, create } = bot();
    sells('token-1');
    called('token-1', 'POST', '/ticket/new').reply(status, echo);
    if (status === 401) {
      sells('token-2');
      called('token-2', 'POST', '/ticket/new').reply(status, echo);
    }
    const shown = outcomes(await create());
    for (const secret of everySecret.slice(0, status === 401 ? 4 : 3)) {
      if (status !== 401 || secret !== 'token-1') expect(shown).not.toContain(secret);
    }
    called(status === 401 ? 'token-2' : 'token-1').reply(200, {
      id: 'tic_9',
      token: 'token-1',
      data: { secret: SECRET_KEY },
    });
    const { outcome } = await move();
    expect(outcome.state).toBe('succeeded');
    for (const secret of everySecret) expect(outcomes(outcome)).not.toContain(secret);
  });

  it('are in no outcome when the exchange repeats them', async () => {
    nock(BASE)
      .post('/authenticate')
      .reply(401, { message: `Unknown ${SECRET_KEY} or ${PUBLISH_KEY}` });
    const shown = outcomes(await bot().move());
    expect(shown).toContain('Unknown [hidden] or [hidden]');
    expect(shown).not.toMatch(/[sp]k_test/);
  });

  it('are in no card: of contacts only their number is shown', async () => {
    const { shout } = bot();
    sells('token-1');
    called('token-1').reply(200, { data: { id: 'tic_9', contacts: 'example@example.com' } });
    const { outcome } = await shout();
    expect(outcome.card?.facts).toMatchObject({ 'People notified': '1 by e-mail' });
    expect(JSON.stringify(outcome)).not.toContain('example@example.com');
  });
});
