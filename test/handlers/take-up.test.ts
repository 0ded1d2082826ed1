import { expect, it, vi } from 'vitest';
import type { Context } from '../../handlers/context.ts';
import { type Recorded, takeUp } from '../../handlers/take-up.ts';
import type { Entry } from '../../src/journal/intent.ts';

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
