import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { forger } from '../support/forged.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const ADA = 'U0ADA000001';

/** While it is shut, nothing gets past the journal's way of recording. */
let gate: Promise<void> | undefined;
let open: () => void = () => {};
const shut = () => {
  gate = new Promise((resolve) => {
    open = () => {
      gate = undefined;
      resolve();
    };
  });
};
const RECORDING = new Set([
  'drafts.owe',
  'journal.record',
  'journal.confirm',
  'journal.cancel',
  'journal.vote',
  'journal.resolve',
]);

let stage: Stage;
beforeAll(async () => {
  const failpoints = (point: string, step: () => unknown): unknown =>
    gate && RECORDING.has(point) ? gate.then(step) : step();
  stage = await raise({ bot: { failpoints: failpoints as never }, environment: { VENDOR_TIMEOUT_SECONDS: '2' } });
});
afterAll(() => stage.close());

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const referenceIn = (message: Message): string => /BH-[0-9A-Z]{6}/.exec(text(message))?.[0] ?? '';

/** Whether Slack was answered while nothing could be recorded. */
async function isAnsweredUnrecorded(send: () => Promise<unknown>): Promise<boolean> {
  shut();
  let answered = false;
  const sending = send().then(() => {
    answered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const early = answered;
  open();
  await sending;
  return early;
}

describe('what is acknowledged is on record', () => {
  it('a command, and a question that waits for confirmation', async () => {
    for (const text of ['lead search acme', 'lead delete 45']) {
      expect(await isAnsweredUnrecorded(() => forger(stage).command(ADA, '/pmp', text))).toBe(false);
    }
  });

  it('a command whose form is still to open', async () => {
    expect(await isAnsweredUnrecorded(() => stage.type('/jumptech note add'))).toBe(false);
    await stage.opens('Add a note');
  });

  it('a form that never opened, because its process died: the person is offered it', async () => {
    const { drafts } = await stage.storesOf('dead');
    const draft = {
      operation: 'jumptech.note.add',
      values: { text: 'Typed before the crash' },
      origin: { door: 'command', private: false, replyTo: { channel: 'C0OPERAT001' } },
      actor: { id: ADA, team: 'T0SANDBOX01' },
    };
    stage.mark();
    await drafts.owe('owed', JSON.stringify(draft), 60_000);
    await stage.press(await stage.sees('what you typed is kept'), 'Add a note');
    const form = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.views('ada').find((view) => JSON.stringify(view).includes('Typed before the crash')),
    );
    expect(form).toBeDefined();
  });

  it('a button that goes on with a record', async () => {
    await stage.type('/pmp lead get 17');
    const card = await stage.sees('Convert to customer');
    expect(await isAnsweredUnrecorded(() => stage.press(card, 'Convert to customer'))).toBe(false);
    await stage.sees(/Customer .* added/);
  });

  it('a confirmation, and a question that is cancelled', async () => {
    for (const button of ['Delete this lead', 'Cancel']) {
      await stage.type('/pmp lead delete 42');
      const question = await stage.sees('Delete lead 42?');
      expect(await isAnsweredUnrecorded(() => stage.press(question, button)), button).toBe(false);
      await stage.sees(button === 'Cancel' ? 'Nothing was sent' : 'deleted');
      stage.vendor('pmp').reset();
    }
  });

  it('Try again', async () => {
    stage.vendor('pmp').setSwitch('failing');
    await stage.type('/pmp lead get 17');
    const failed = await stage.sees('Not done');
    stage.vendor('pmp').setSwitch('normal');
    expect(await isAnsweredUnrecorded(() => forger(stage).press(ADA, 'retry', referenceIn(failed)))).toBe(false);
  });

  it('Undo, and an undo that is tried again', async () => {
    const move = '/particlespace ticket move tic_9';
    await stage.type(`${move} NEW title=Faucet description=Leak`);
    await stage.sees('→ New');
    await stage.type(`${move} DONE title=Faucet description=Leak`);
    const done = await stage.sees('→ Done');
    stage.vendor('particlespace').setSwitch('failing');
    expect(await isAnsweredUnrecorded(() => stage.press(done, 'Undo'))).toBe(false);
    const failed = await stage.sees(/Not done|No clear answer/);
    stage.vendor('particlespace').setSwitch('normal');
    expect(await isAnsweredUnrecorded(() => stage.press(failed, 'Try again'))).toBe(false);
    await stage.sees('→ New');
  });

  it('Run again anyway, and Mark as done', async () => {
    for (const button of ['Run again anyway', 'Mark as done']) {
      stage.vendor('jumptech').setSwitch('drops_answer');
      await stage.type('/jumptech note add 7d733b90-a506-4d91-8c78-74c3b3be188f Once more');
      const card = await stage.sees('Outcome unknown');
      stage.vendor('jumptech').setSwitch('normal');
      expect(await isAnsweredUnrecorded(() => stage.press(card, button)), button).toBe(false);
      await stage.sees(button === 'Mark as done' ? 'Add a note: done' : 'Note added');
    }
  });
});
