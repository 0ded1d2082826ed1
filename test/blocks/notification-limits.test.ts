import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestMessage, manyMessage, plainDigestMessage } from '../../blocks/digest.ts';
import { watchNoticeMessage } from '../../blocks/notice.ts';
import { historyMessage, notificationMessage } from '../../blocks/notification.ts';
import type { Notification } from '../../src/watches/notification.ts';
import { anyCard, anyText } from './arbitrary.ts';
import { problemsOf } from './problems-of.ts';

const at = Date.UTC(2026, 10, 25, 10);
const dangerous = new Set(['pmp.lead.delete']);
const people = new Map([['U012AB3CD', 'ada']]);

const anyNotification: fc.Arbitrary<Notification> = fc.record(
  {
    event: fc.constantFrom('new', 'changed', 'gone', 'entered', 'left', 'happened'),
    subject: anyText,
    title: anyText,
    card: anyCard,
    changes: fc.array(fc.record({ label: anyText, was: anyText, now: anyText }, { requiredKeys: ['label', 'now'] }), {
      maxLength: 40,
    }),
    link: fc.oneof(fc.webUrl(), anyText),
    actor: anyText,
    critical: fc.boolean(),
    at: fc.integer({ min: at - 9e9, max: at }),
  },
  { requiredKeys: ['event', 'subject', 'title', 'card', 'changes', 'critical', 'at'] },
);
const anyLabel = fc.record({ id: fc.constant('W-7K3Q9F'), title: anyText, owner: anyText });

describe('whatever a vendor says', () => {
  it('is within the limits of Slack, and does nothing', () => {
    fc.assert(
      fc.property(anyLabel, fc.array(anyLabel, { maxLength: 3 }), anyNotification, (label, also, notification) => {
        expect(
          problemsOf(notificationMessage({ form: 'one', watch: label, also, notification }, people, dangerous)),
        ).toEqual([]);
        expect(problemsOf(historyMessage({ form: 'history', watch: label, notification }, people))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is within the limits of Slack also when it is much', () => {
    const several = fc.array(anyNotification, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyLabel, several, anyText, (label, notifications, why) => {
        const said = { watch: label, notifications, batch: 'W-7K3Q9F.many.1' };
        const span = { from: at - 9e9, to: at, zone: 'Asia/Kathmandu' };
        expect(problemsOf(manyMessage({ ...said, form: 'many' }, people))).toEqual([]);
        expect(problemsOf(digestMessage({ ...said, ...span, form: 'digest' }, people))).toEqual([]);
        expect(problemsOf(plainDigestMessage({ ...said, ...span, form: 'digest' }, people))).toEqual([]);
        expect(
          problemsOf(watchNoticeMessage({ form: 'notice', watch: label, notice: { what: 'paused', why } }, people)),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
