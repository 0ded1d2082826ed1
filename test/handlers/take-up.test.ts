import { expect, it, vi } from 'vitest';
import type { Context } from '../../handlers/context.ts';
import { type Recorded, takeUp, takeUpForm } from '../../handlers/take-up.ts';
import type { Entry, Intent } from '../../src/journal/intent.ts';

const entry = { reference: 'BH-000001' } as Entry;
const submitted = (isNew: boolean): Recorded => ({ status: 'recorded', entry, isNew });
function context() {
  const dispatch = vi.fn();
  return { dispatch, given: { engine: { dispatch } } as unknown as Context };
}

it('goes on with what is new once it is acknowledged, and with nothing that is not', async () => {
  const { dispatch, given } = context();
  let dispatchedBefore: number | undefined;
  const ack = async () => {
    dispatchedBefore = dispatch.mock.calls.length;
  };
  expect(await takeUp(given, submitted(true), ack)).toBeUndefined();
  expect(dispatchedBefore).toBe(0);
  expect(dispatch).toHaveBeenCalledExactlyOnceWith(entry);
  expect(await takeUp(given, submitted(false), ack)).toBe(entry);
  expect(dispatch).toHaveBeenCalledTimes(1);
});

it('goes on also where Slack did not take the acknowledgement', async () => {
  const { dispatch, given } = context();
  const ack = vi.fn(async () => {
    throw new Error('gone');
  });
  await expect(takeUp(given, submitted(true), ack)).rejects.toThrow('gone');
  expect(dispatch).toHaveBeenCalledTimes(1);
  await expect(takeUp(given, submitted(false), ack)).rejects.toThrow('gone');
  expect(dispatch).toHaveBeenCalledTimes(1);
});

it('says of a form that was recorded a moment ago with other values what was sent, and offers these', async () => {
  const intent: Intent = {
    key: 'form:1',
    operation: 'jumptech.note.add',
    input: { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Afternoon' },
    actor: { id: 'U1', team: 'T1' },
    origin: { door: 'form', private: false, replyTo: { team: 'T1' } },
  };
  const known = (text: string): Recorded => ({
    ...submitted(false),
    entry: { ...intent, ...entry, state: 'accepted', acceptedAt: 0, input: { ...intent.input, text } },
  });
  const { dispatch, given } = context();
  const toPerson = vi.fn();
  const keep = vi.fn(async () => 'draft-1');
  const whole = { ...given, formDrafts: { keep }, deliver: { toPerson } } as unknown as Context;
  const ack = vi.fn();
  await takeUpForm(whole, known('Afternoon'), intent, ack);
  expect(ack).toHaveBeenLastCalledWith({ response_action: 'clear' });
  expect(toPerson).not.toHaveBeenCalled();

  await takeUpForm(whole, known('Morning'), intent, ack);
  expect(ack).toHaveBeenLastCalledWith(expect.objectContaining({ response_action: 'update' }));
  expect(keep).toHaveBeenCalledWith(expect.objectContaining({ values: intent.input }));
  expect(JSON.stringify(toPerson.mock.calls)).toContain('Already sent with other values: BH-000001');
  expect(JSON.stringify(toPerson.mock.calls)).toContain('draft-1');
  expect(dispatch).not.toHaveBeenCalled();
});
