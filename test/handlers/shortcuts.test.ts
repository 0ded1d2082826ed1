import type { ViewSubmitAction } from '@slack/bolt';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../handlers/context.ts';
import type { Draft } from '../../handlers/forms/drafts.ts';
import { onShortcut, pick } from '../../handlers/shortcuts.ts';
import { slackOrigin, withResponseUrl } from '../../handlers/slack/reply-to.ts';
import { OperationError } from '../../src/errors.ts';
import { wordsIn } from '../support/stage.ts';

const origin = slackOrigin('shortcut', false, { team: 'T1', channel: 'C1', thread: '1.1' });
const user = { id: 'U1', team_id: 'T1' };
const mayRunInTime = vi.fn(async () => {});
const keep = vi.fn(async (_: Draft) => 'draft-2');
let kept: Draft | undefined;
const ack = vi.fn();

const context = {
  clients: {},
  formDrafts: { keep, find: async () => kept },
  engine: { rights: { mayRunInTime } },
  log: pino({ level: 'silent' }),
  names: { namesFor: async () => new Map() },
  // No view is opened here: what came to be kept is what counts.
  deliver: { postTo: async () => {} },
} as unknown as Context;

beforeEach(() => {
  vi.clearAllMocks();
  mayRunInTime.mockResolvedValue(undefined);
  kept = { operation: '', values: { text: 'The roof leaks' }, origin };
});

const submission = (operation: string | undefined, metadata = JSON.stringify({ origin, draft: 'draft-1' })) =>
  ({
    type: 'view_submission',
    user,
    team: { id: 'T1' },
    view: {
      private_metadata: metadata,
      state: {
        values: { operation: { value: { selected_option: operation === undefined ? null : { value: operation } } } },
      },
    },
  }) as unknown as ViewSubmitAction;

const answered = (): string => wordsIn(ack.mock.lastCall?.[0]);
const opened = (): Draft | undefined => keep.mock.lastCall?.[0];

describe('an operation that was picked', () => {
  it.each([
    ['no operation', undefined, undefined],
    ['an operation that is none', 'pmp.lead.paint', undefined],
    ['a picker without a memo', 'jumptech.note.add', ''],
    ['a memo without a place', 'jumptech.note.add', '{"draft":"draft-1"}'],
    ['a memo without a draft', 'jumptech.note.add', JSON.stringify({ origin })],
    ['a memo with another draft', 'jumptech.note.add', JSON.stringify({ origin, draft: 7 })],
  ])('opens nothing for %s', async (_, operation, metadata) => {
    await pick(context, ack, metadata === undefined ? submission(operation) : submission(operation, metadata));
    expect(answered()).toContain('Please choose what to do');
    expect(keep).not.toHaveBeenCalled();
    expect(mayRunInTime).not.toHaveBeenCalled();
  });

  it('opens no form for those who may not, and no mistake of ours passes for that', async () => {
    mayRunInTime.mockRejectedValueOnce(new OperationError({ kind: 'denied', message: 'Not for you.' }));
    await pick(context, ack, submission('jumptech.note.add'));
    expect(answered()).toContain('Not for you.');
    expect(keep).not.toHaveBeenCalled();
    mayRunInTime.mockRejectedValueOnce(new Error('bug'));
    await expect(pick(context, ack, submission('jumptech.note.add'))).rejects.toThrow('bug');
  });

  it.each([
    ['the longest text', 'particlespace.ticket.create', { description: 'The roof leaks' }],
    ['the only text', 'pmp.customer.get', {}],
    ['the first text that is no id', 'pmp.milestone.add', { description: 'The roof leaks' }],
    ['a text of one line', 'pmp.lead.search', { key: 'The roof leaks' }],
  ])('has the words of the message in %s it asks for: %s', async (_, operation, values) => {
    await pick(context, ack, submission(operation));
    expect(opened()).toMatchObject({ operation, values, origin });
    expect(opened()?.notices ?? []).toEqual([]);
  });

  it('says what was cut off where the words are too many, and only there', async () => {
    kept = { operation: '', values: { text: 'x'.repeat(3_001) }, origin };
    await pick(context, ack, submission('jumptech.note.add'));
    expect(String(opened()?.values.text)).toHaveLength(3_000);
    expect(answered()).toContain('so its end was cut off');
    kept = { operation: '', values: { text: 'x'.repeat(3_000) }, origin };
    await pick(context, ack, submission('jumptech.note.add'));
    expect(String(opened()?.values.text)).toHaveLength(3_000);
    expect(answered()).not.toContain('cut off');
  });

  it('opens empty where nothing was kept, or it has no words', async () => {
    for (const draft of [
      undefined,
      { operation: '', values: {}, origin },
      { operation: '', values: { text: 7 }, origin },
    ]) {
      kept = draft;
      await pick(context, ack, submission('jumptech.note.add'));
      expect(opened()?.values).toEqual({});
    }
  });

  it('answers where the kept draft was made, else where the picker says', async () => {
    const there = withResponseUrl(
      slackOrigin('shortcut', true, { team: 'T1', channel: 'C9' }),
      'https://hooks.example.com/1',
    );
    kept = { operation: '', values: {}, origin: there };
    await pick(context, ack, submission('jumptech.note.add'));
    expect(opened()?.origin).toEqual(there);
    kept = undefined;
    await pick(context, ack, submission('jumptech.note.add'));
    expect(opened()?.origin).toEqual(origin);
  });
});

describe('a shortcut', () => {
  const run = async (shortcut: object) => {
    const given = { ack, context: {}, shortcut: { user, team: { id: 'T1' }, trigger_id: 't', ...shortcut } };
    await onShortcut(context)(given as unknown as Parameters<ReturnType<typeof onShortcut>>[0]);
    return opened();
  };
  const onMessage = (message: object) =>
    run({ type: 'message_action', channel: { id: 'C1' }, message_ts: '2.2', response_url: 'https://r', message });

  it('on a message answers below it', async () => {
    expect(await onMessage({ text: 'Hello' })).toEqual({
      operation: '',
      values: { text: 'Hello' },
      origin: withResponseUrl(
        slackOrigin('shortcut', false, { team: 'T1', channel: 'C1', thread: '2.2', inThread: false }),
        'https://r',
      ),
    });
    expect(ack).toHaveBeenCalledTimes(1);
  });

  it('on a message in a thread answers in that thread', async () => {
    const draft = await onMessage({ text: '', thread_ts: '1.1' });
    expect(draft?.origin.replyTo).toMatchObject({ thread: '1.1', inThread: true });
    expect(draft?.values).toEqual({});
  });

  it('from anywhere has no place and no text', async () => {
    expect(await run({ type: 'shortcut' })).toEqual({
      operation: '',
      values: {},
      origin: slackOrigin('shortcut', false, { team: 'T1' }),
    });
  });
});
