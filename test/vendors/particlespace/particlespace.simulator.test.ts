import { describe, expect, it } from 'vitest';
import { startParticleSpace } from '../../../sandbox/vendors/index.ts';
import { particlespaceSettings } from '../../../src/vendors/particlespace/settings.ts';
import { running } from '../../sandbox/vendors/support.ts';
import { performing } from '../../support/vendor-replay.ts';
import { move, notify, operation, ticket } from './support.ts';

const simulator = running(startParticleSpace);
const bot = (timeoutMs?: number) => {
  const run = performing({ particlespace: particlespaceSettings.parse(simulator().env) }, timeoutMs);
  return (words: string, input: Record<string, unknown>) => run(operation(words), input);
};
const written = () =>
  simulator()
    .books()
    .map(({ detail }) => detail as Record<string, unknown>);

describe('against the simulated vendor', () => {
  it('a ticket is created, updated and moved, and people hear of it once', async () => {
    const run = bot();
    const created = await run('ticket.create', { ...ticket, status: 'NEW' });
    const id = 'tic_81';
    expect(created.outcome).toMatchObject({ state: 'succeeded', card: { facts: { Ticket: { code: id } } } });
    const description = 'Part ordered & paid: 50% off + "free" fitting.\nÅse rings.';
    expect((await run('ticket.update', { ...move, id, description, automated: true })).outcome.state).toBe('succeeded');
    const contacts = 'a@example.com,b@example.com';
    expect((await run('ticket.move', { ...move, id, description, ...notify, contacts })).outcome.state).toBe(
      'succeeded',
    );
    expect(written()).toMatchObject([
      { id, status: 'NEW', automated: false, outward: [] },
      { id, status: 'ON_HOLD', description, automated: true, outward: [] },
      { id, status: 'ON_HOLD', automated: false, outward: [{ to: 'a@example.com' }, { to: 'b@example.com' }] },
    ]);
  });

  it('a token that ran out in between costs nobody anything', async () => {
    const run = bot();
    await run('ticket.move', move);
    simulator().expireTokens();
    expect((await run('ticket.move', { ...move, ...notify })).outcome.state).toBe('succeeded');
    expect(written().flatMap(({ outward }) => outward)).toHaveLength(1);
  });

  it.each([
    ['ticket.move', { ...move, id: 'tic_999' }, 'ParticleSpace has no ticket tic_999. Check the id.'],
    ['ticket.move', { ...move, status: 'NOWHERE' }, 'ParticleSpace did not save it: There is no flow "NOWHERE".'],
  ])('%s with %j is refused', async (words, input, message) => {
    expect((await bot()(words, input)).outcome).toMatchObject({ state: 'refused', failure: { message } });
    expect(written()).toEqual([]);
  });

  it('a message whose answer is lost is in doubt, and sent once', async () => {
    for (const position of ['drops_answer', 'cuts_off'] as const) {
      simulator().reset();
      const run = bot(5_000);
      await run('ticket.move', { ...move, id: 'tic_1' });
      simulator().setSwitch(position);
      expect((await run('ticket.move', { ...move, ...notify })).outcome.state, position).toBe('unknown');
      expect(written()).toHaveLength(2);
    }
  });

  it.each([
    ['rate_limited', 'failed'],
    ['failing', 'failed'],
    ['lying', 'refused'],
    ['html', 'failed'],
    ['down', 'failed'],
    ['hangs', 'failed'],
  ] as const)('when the vendor is %s from the start, no new ticket is in doubt: it is %s', async (position, state) => {
    simulator().setSwitch(position);
    expect((await bot(400)('ticket.create', ticket)).outcome.state).toBe(state);
    expect(written()).toEqual([]);
  });
});
