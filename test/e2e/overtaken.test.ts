import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import type { Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
let other: Journal;
beforeAll(async () => {
  stage = await raise({ environment: { VENDOR_TIMEOUT_SECONDS: '2' } });
  other = await stage.journalOf('other');
});
beforeEach(() => {
  for (const id of ['pmp', 'particlespace']) stage.vendor(id).reset();
});
afterAll(() => stage.close());

const referenceIn = (message: Message): string => /BH-[0-9A-Z]{6}/.exec(wordsIn(message.blocks))?.[0] ?? '';

/** A write of another process to the same record, ended as told, or still waiting. */
async function writeElsewhere(operation: string, subject: string, input: Record<string, unknown>, outcome?: Outcome) {
  const actor = { id: stage.slack.workspace.person('margaret')?.id ?? '', team: 'T0BELLHOP01' };
  const channel = stage.slack.workspace.channel('#operations')?.id ?? '';
  const origin = { door: 'command' as const, private: false, replyTo: { channel } };
  const key = `elsewhere:${subject}:${JSON.stringify(outcome)}`;
  const { reference } = (await other.record({ key, operation, input, actor, origin }, 'accepted', subject)).entry;
  if (outcome) await other.finish(reference, outcome);
  if (outcome) await other.markNotified(reference, outcome.state);
  return reference;
}

const maybeDone: Outcome = {
  state: 'failed',
  failure: { kind: 'unavailable', message: 'Down', maybeDone: true },
  tookMs: 1,
};

describe('undo', () => {
  it.each<[string, string, Outcome | undefined]>([
    ['21', 'whose outcome is unknown', { state: 'unknown', tookMs: 1 }],
    ['22', 'that failed and may be done all the same', maybeDone],
    ['23', 'that is still under way', undefined],
  ])('of milestone %s is refused after a later write %s', async (id, _, outcome) => {
    await stage.type(`/pmp milestone update ${id} name=Mine`);
    const done = await stage.sees('updated');
    const later = await writeElsewhere(
      'pmp.milestone.update',
      `pmp.milestone/${id}`,
      { id, description: 'Theirs' },
      outcome,
    );
    await stage.press(done, 'Undo');
    const why = await stage.sees(later);
    expect(why.ephemeralFor).toBeDefined();
    expect(wordsIn(why.blocks)).toContain('for the same record came later');
    expect(stage.vendor('pmp').books()).toHaveLength(1);
    if (!outcome) await other.finish(later, { state: 'refused', tookMs: 1 });
  });

  it('works after a later write that came to nothing', async () => {
    await stage.type('/pmp milestone update 24 name=Mine');
    const done = await stage.sees('updated');
    const input = { id: '24', description: 'Theirs' };
    await writeElsewhere('pmp.milestone.update', 'pmp.milestone/24', input, { state: 'refused', tookMs: 1 });
    await stage.press(done, 'Undo');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 2, 8_000);
  });
});

describe('a form that shows what the bot last sent', () => {
  it('fills in nothing when nobody knows what became of the last write', async () => {
    await stage.type('/particlespace ticket move tic_21 NEW title=Faucet description=Leak');
    await stage.sees('Faucet → New');
    const input = { id: 'tic_21', status: 'DONE', title: 'Pump', description: 'Noise' };
    const later = await writeElsewhere('particlespace.ticket.move', 'particlespace.ticket/tic_21', input, {
      state: 'unknown',
      tookMs: 1,
    });
    await stage.type('/particlespace ticket move tic_21 DONE');
    const form = await stage.opens('Move a ticket');
    const shown = await vi.waitFor(() => {
      const view = stage.slack.workspace.views('ada').at(-1) ?? form;
      expect(JSON.stringify(view)).toContain(later);
      return JSON.stringify(view);
    });
    expect(shown).not.toContain('Faucet');
    expect(shown).not.toContain('Pump');
  });
});

describe('trying again', () => {
  it('does not overwrite a later write, where the failed one may be done', async () => {
    stage.vendor('particlespace').setSwitch('drops_answer');
    await stage.type('/particlespace ticket move tic_31 NEW title=Old description=Leak');
    const failed = await stage.sees('Try again');
    expect((await other.find(referenceIn(failed)))?.outcome?.failure?.maybeDone).toBe(true);
    stage.vendor('particlespace').setSwitch('normal');
    await stage.type('/particlespace ticket move tic_31 DONE title=Newer description=Leak');
    await stage.sees('→ Done');
    await stage.press(failed, 'Try again');
    await stage.sees('could overwrite it');
    expect(JSON.stringify(stage.vendor('particlespace').books().at(-1))).toContain('Newer');
  });
});

it('sends writes to one record one after the other, in the order they were asked', async () => {
  const names = ['One', 'Two', 'Three', 'Four'];
  for (const name of names) await stage.type(`/pmp milestone update 26 name=${name}`);
  await vi.waitFor(() => expect(stage.vendor('pmp').books()).toHaveLength(names.length), 12_000);
  const written = stage
    .vendor('pmp')
    .books()
    .map(({ detail }) => JSON.stringify(detail));
  for (const [index, name] of names.entries()) expect(written[index]).toContain(`"to":"${name}"`);
  await pause(200);
  for (const name of names)
    await vi.waitFor(() => expect(stage.transcript()).toContain(`Milestone ${name} updated`), 5_000);
});
