import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, called, intents, move, notify, operation, TOKEN, ticket, withToken } from './support.ts';

const run = performing(withToken());
const doMove = (more = {}) => run(operation('ticket.move'), { ...move, ...more });
const create = () => run(operation('ticket.create'), ticket);
const news = () => called(TOKEN, 'POST', '/ticket/new');

withoutNetwork();

/** What `qs.stringify` of the vendor's sample would make of a form. */
async function bodyOf(words: string, input: Record<string, unknown>): Promise<string> {
  let sent = '';
  nock(BASE, { reqheaders: { 'content-type': 'application/x-www-form-urlencoded' } })
    .intercept(/.*/, words === 'ticket.create' ? 'POST' : 'PUT', (body) => {
      sent = String(typeof body === 'string' ? body : new URLSearchParams(body as Record<string, string>));
      return true;
    })
    .reply(200, (_, body) => {
      sent = String(body);
      return {};
    });
  expect((await run(operation(words), input)).outcome.state).toBe('succeeded');
  return sent;
}

describe('what is sent', () => {
  it('is a form whose every character survives', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => one.trim() !== '');
    await fc.assert(
      fc.asyncProperty(text, text, async (title, description) => {
        const body = await bodyOf('ticket.move', { ...move, title, description });
        expect(body).toMatch(/^[A-Za-z0-9_.~&=%-]*$/);
        const read = new URLSearchParams(body);
        expect([read.get('title'), read.get('description')]).toEqual([title.trim(), description.trim()]);
      }),
      { numRuns: 30, examples: [['a+b&c=d%20é', "1 + 1 = 2 & 50% (it's *so*!)\nüñï 🔌"]] },
    );
  });

  it('leaves the whole notify block out when nobody is told, even if contacts were given', async () => {
    const block = { type: 'email', contacts: 'a@example.com', notifySubject: 's', notifyMessage: 'm' };
    expect(await bodyOf('ticket.move', { ...move, ...block, time: '2026-12-24T10:00:00Z', automated: true })).toBe(
      'title=Leaking%20faucet&description=Leak%20under%20the%20kitchen%20sink%20in%201A%20requires%20new%20part.' +
        '&status=ON_HOLD&notify=0&automated=1',
    );
  });

  it('joins contacts by commas without spaces, each once, and passes subject, text and time on', async () => {
    const contacts = ' a@example.com ; b@example.com,\na@example.com,';
    const more = { notifySubject: 'Leak', notifyMessage: 'On its way', time: '2026-12-24T10:00:00Z' };
    expect(await bodyOf('ticket.update', { ...move, ...notify, ...more, contacts })).toContain(
      '&notify=1&time=2026-12-24T10%3A00%3A00Z&type=email&contacts=a%40example.com%2Cb%40example.com' +
        '&notifySubject=Leak&notifyMessage=On%20its%20way&automated=0',
    );
  });

  it('has no description in a new ticket that was given none', async () => {
    const { description: _, ...rest } = ticket;
    expect(await bodyOf('ticket.create', rest)).toBe('title=Leaking%20faucet&status=ON_HOLD&notify=0&automated=0');
  });

  it('writes half a character as the mark for one', async () => {
    expect(await bodyOf('ticket.move', { ...move, title: 'x\ud83d' })).toContain('title=x%EF%BF%BD&');
  });
});

describe('a success', () => {
  it.each([
    [{ data: { id: 'tic_81' } }, 'Ticket tic_81 created: Leaking faucet'],
    [{ id: 'tic_82', data: {} }, 'Ticket tic_82 created: Leaking faucet'],
    [{ id: 'tic_83', data: 'saved' }, 'Ticket tic_83 created: Leaking faucet'],
    [{ data: { id: 84 } }, 'Ticket created: Leaking faucet'],
    [{ ok: true, error: null }, 'Ticket created: Leaking faucet'],
  ])('is %j, and the id is looked for where it may be', async (body, headline) => {
    news().reply(201, body);
    const { outcome } = await create();
    expect(outcome).toMatchObject({ state: 'succeeded', card: { headline } });
    const isKnown = headline.includes('tic_');
    expect(outcome.card?.notes?.length).toBe(isKnown ? 0 : 1);
    expect(outcome.card?.next?.length).toBe(isKnown ? 2 : 0);
  });
});

describe('a failure', () => {
  const refused = (message: string) => ({ kind: 'refused', message });
  const outOfReach = (message: string) => ({ kind: 'unavailable', message });
  const address = 'ParticleSpace is not found at the configured address. The administrator has to check it.';

  it.each([
    [400, { error: 'BAD_REQUEST', message: 'title is required' }, refused('ParticleSpace refused: title is required')],
    [400, { error: 'BAD_REQUEST' }, refused('ParticleSpace refused: BAD_REQUEST')],
    [400, { error: { code: 'BAD_REQUEST' } }, refused('ParticleSpace refused: BAD_REQUEST')],
    [400, { data: { message: 'No <b>title</b>' } }, refused('ParticleSpace refused: No title')],
    [400, '"No title"', refused('ParticleSpace refused: No title')],
    [400, 'No title', refused('ParticleSpace refused: No title')],
    [400, '<html>Bad Request</html>', refused('ParticleSpace refused without saying why.')],
    [400, '', refused('ParticleSpace refused without saying why.')],
    [
      401,
      { error: 'UNAUTHORIZED' },
      {
        ...outOfReach(
          'ParticleSpace does not accept the bot\'s key ("UNAUTHORIZED"). The administrator has to check it.',
        ),
        permanent: true,
      },
    ],
    [403, { message: 'Not yours' }, refused('ParticleSpace refused: Not yours')],
    [404, { error: 'NOT_FOUND' }, outOfReach(address)],
    [405, { error: 'NOT_SAVED', message: 'No such flow.' }, refused('ParticleSpace did not save it: No such flow.')],
    [405, '', refused('ParticleSpace did not save it.')],
    [418, { error: 'USER_ALREADY_EXISTS' }, refused('ParticleSpace refused: USER_ALREADY_EXISTS')],
    [429, '', outOfReach('ParticleSpace is limiting requests.')],
    [200, { error: 'NOT_SAVED', message: 'No such flow.' }, refused('ParticleSpace did not save it: No such flow.')],
    [200, { code: 'NOT_SAVED' }, refused('ParticleSpace did not save it: NOT_SAVED')],
    [200, { success: false }, refused('ParticleSpace did not save it.')],
    [307, '', outOfReach('ParticleSpace sent the request elsewhere, which is not allowed.')],
  ])('HTTP %i %j is certain: no ticket was made', async (status, body, failure) => {
    news().reply(status, body as nock.Body, { location: 'https://elsewhere.example/' });
    const { outcome } = await create();
    expect(outcome.failure).toEqual(failure);
  });

  it('of a ticket nobody knows says so', async () => {
    called(TOKEN).reply(404, { error: 'NOT_FOUND', message: 'The resource does not exist.' });
    expect((await doMove()).outcome).toMatchObject({
      state: 'refused',
      failure: { message: 'ParticleSpace has no ticket tic_9. Check the id.' },
    });
  });

  const unclear = 'ParticleSpace sent an answer that the bot does not understand.';
  it.each([
    [500, '<html>Oops</html>', 'ParticleSpace has a problem of its own (HTTP 500).'],
    [302, '', 'ParticleSpace sent the request elsewhere, which is not allowed.'],
    [200, '<html>Maintenance</html>', unclear],
    [200, '{"data":{"id":', unclear],
    [200, '[]', unclear],
    [200, '"saved"', unclear],
    [204, '', unclear],
  ])('HTTP %i %j leaves a new ticket in doubt, and a quiet move not', async (status, body, message) => {
    news().reply(status, body);
    expect((await create()).outcome).toMatchObject({ state: 'unknown', failure: { message, outcomeUnknown: true } });
    called(TOKEN).reply(status, body);
    expect((await doMove()).outcome).toMatchObject({ state: 'failed', failure: { kind: 'unavailable', message } });
  });
});

describe('a lost answer', () => {
  it.each(intents)('of %s with %j at %s %s may be repeated: %s', async (words, input, method, place, repeatable) => {
    called(TOKEN, method, place).replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const { outcome } = await run(operation(words), input);
    expect(outcome).toMatchObject({
      state: repeatable ? 'failed' : 'unknown',
      failure: { message: 'ParticleSpace broke off the connection.' },
    });
  });

  it.each(intents)('of %s with %j at %s %s is asked for again: %s', async (words, input, method, place, repeatable) => {
    const withRetries = performing(withToken(), 5_000);
    called(TOKEN, method, place).reply(503, '');
    if (repeatable) called(TOKEN, method, place).reply(200, {});
    const { outcome } = await withRetries(operation(words), input);
    expect(outcome.state).toBe(repeatable ? 'succeeded' : 'unknown');
  });
});
