import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerMessage } from '../../blocks/answer.ts';
import {
  approvalMessage,
  awaitingMessage,
  denialView,
  notApprovedMessage,
  reasonIn,
  reminderMessage,
} from '../../blocks/approval.ts';
import { loadingView } from '../../blocks/loading.ts';
import { unknownMessage } from '../../blocks/unknown.ts';
import { hostileText } from '../support/hostile-text.ts';
import { wordsIn } from '../support/stage.ts';
import { problemsOf } from './problems-of.ts';

const request = { operation: 'Add a note', vendor: 'Jumptech', reference: 'BH-7K3Q9F' };
const facts = fc.dictionary(
  hostileText,
  fc.oneof(hostileText, fc.boolean(), fc.record({ was: hostileText, now: hostileText })),
);

describe('an unknown outcome', () => {
  const unknown = {
    ...request,
    actor: 'U0ADA000001',
    why: 'Jumptech broke off the connection.',
    sent: { Note: 'Hello' },
  };

  it('says what was sent and offers every honest way on', () => {
    const words = wordsIn(unknownMessage({ ...unknown, canLookUp: true }).blocks);
    expect(words).toContain('Look it up');
    expect(words).toContain('Run again anyway');
    expect(words).toContain('Mark as done');
    expect(words).toContain('Hello');
  });

  it('offers no look-up where nothing can be read', () => {
    const words = wordsIn(unknownMessage({ ...unknown, canLookUp: false }).blocks);
    expect(words).not.toContain('Look it up');
    expect(words).toContain('I cannot read this at Jumptech');
  });

  it('asks once more before it is sent again', () => {
    const again = JSON.stringify(unknownMessage({ ...unknown, canLookUp: false }).blocks);
    expect(again).toContain('it will then be done twice');
  });

  it('keeps within the limits, whatever was sent', () => {
    fc.assert(
      fc.property(facts, hostileText, (sent, why) => {
        expect(problemsOf(unknownMessage({ ...unknown, sent, why, canLookUp: true }))).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

describe('an approval', () => {
  const asked = {
    ...request,
    requester: 'U0ADA000001',
    facts: { Lead: 'Acme' },
    warning: 'There is no undo.',
    users: ['U0GRACE0001'],
    groups: ['S0OPSLEADS1'],
    needed: 2,
    expiresAt: 1_800_000_000_000,
  };

  it.each([
    ['waiting', 'Waiting:'],
    ['approved', 'Approved.'],
    ['denied', 'Denied.'],
    ['expired', 'Expired.'],
    ['done', 'Approved and done.'],
    ['failed', 'Approved, but it failed.'],
    ['unknown', 'the outcome is unknown'],
  ] as const)('%s says so, and has buttons only while it waits', (state, words) => {
    const message = approvalMessage({ ...asked, votes: [], state });
    expect(wordsIn(message.blocks)).toContain(words);
    expect(message.blocks.some(({ type }) => type === 'actions')).toBe(state === 'waiting');
  });

  it('warns those who decide as it warned who asked', () => {
    expect(wordsIn(approvalMessage({ ...asked, votes: [], state: 'waiting' }).blocks)).toContain('There is no undo.');
  });

  it('calls those who can decide, only while it waits', () => {
    const called = 'Can decide: <!subteam^S0OPSLEADS1>, <@U0GRACE0001>';
    expect(wordsIn(approvalMessage({ ...asked, votes: [], state: 'waiting' }).blocks)).toContain(called);
    expect(wordsIn(approvalMessage({ ...asked, votes: [], state: 'done' }).blocks)).not.toContain('Can decide');
    const reminder = reminderMessage(asked);
    expect(problemsOf(reminder)).toEqual([]);
    expect(wordsIn(reminder.blocks)).toMatch(
      /^<!subteam\^S0OPSLEADS1>, <@U0GRACE0001> Still waiting for your decision/,
    );
  });

  it('that was denied says so where the person waits, with the reason and who it was', () => {
    const votes = [
      { actor: { id: 'U0GRACE0001', team: 'T1' }, at: 1, approve: true },
      { actor: { id: 'U0MARGARET1', team: 'T1' }, at: 2, approve: false, reason: 'Not now' },
    ];
    const why = 'This was not approved. The reason given: Not <!channel> now';
    const message = notApprovedMessage({ ...asked, votes, why });
    expect(problemsOf(message)).toEqual([]);
    expect(`${message.text}\n${wordsIn(message.blocks)}`).toMatchInlineSnapshot(`
      "Not approved: Add a note
      This was not approved. The reason given: Not &lt;!channel&gt; now
      Not approved: Add a note
      This was not approved. The reason given: Not &lt;!channel&gt; now
      Nothing was done. Denied by <@U0MARGARET1>.
      Jumptech · asked by <@U0ADA000001> · \`BH-7K3Q9F\`"
    `);
  });

  it('shows every voice with its reason', () => {
    const votes = [
      { actor: { id: 'U0GRACE0001', team: 'T1' }, at: 1, approve: true },
      { actor: { id: 'U0MARGARET1', team: 'T1' }, at: 2, approve: false, reason: 'Not <!channel> now' },
    ];
    const words = wordsIn(approvalMessage({ ...asked, votes, state: 'denied' }).blocks);
    expect(words).toContain('Approved by <@U0GRACE0001>');
    expect(words).toContain('Denied by <@U0MARGARET1>: Not &lt;!channel&gt; now');
  });

  it('keeps within the limits, whatever it is about', () => {
    fc.assert(
      fc.property(facts, hostileText, (about, reason) => {
        const votes = Array.from({ length: 20 }, () => ({
          actor: { id: 'U0GRACE0001', team: 'T1' },
          at: 1,
          approve: true,
          reason,
        }));
        expect(problemsOf(notApprovedMessage({ ...asked, votes, why: reason }))).toEqual([]);
        expect(problemsOf(approvalMessage({ ...asked, facts: about, votes, state: 'waiting' }))).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
    expect(problemsOf(awaitingMessage('Delete a lead', 2, 'C0OPERAT001', 'BH-7K3Q9F'))).toEqual([]);
  });

  it('asks for a reason to deny, and reads it back', () => {
    expect(problemsOf(denialView('Delete a lead', 'BH-7K3Q9F'))).toEqual([]);
    expect(reasonIn({ reason: { value: { type: 'plain_text_input', value: 'Because' } } })).toBe('Because');
    expect(reasonIn({})).toBe('');
  });
});

it('answers about the bot itself with people and channels drawn by id', () => {
  const message = answerMessage('Who may: Delete a lead', [
    [
      'Everybody, once ',
      { user: 'U0GRACE0001' },
      ' agreed in ',
      { channel: 'C0OPERAT001' },
      ', or ',
      { group: 'S0OPSLEADS1' },
    ],
  ]);
  expect(problemsOf(message)).toEqual([]);
  expect(message.text).toContain('once <@U0GRACE0001> agreed in <#C0OPERAT001>, or `S0OPSLEADS1`');
});

it('stands in while the vendor is asked', () => {
  expect(problemsOf(loadingView('Update a lead', 'x'))).toEqual([]);
});
