import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchPageValue, batchView, readBatchPage } from '../../blocks/watch-batch.ts';
import { type WatchFormDraft, watchErrors, watchFormView, watchState } from '../../blocks/watch-form.ts';
import { type WatchItem, watchListMessage } from '../../blocks/watch-list.ts';
import { watchFields } from '../../src/commands/own/watch-fields.ts';
import type { Notification } from '../../src/watches/notification.ts';
import { JUMPTECH, LEADS, SEARCH, SUBJECTS } from '../support/watches.ts';
import { anyText } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const ZONE = 'Europe/Berlin';
const draft = (more: Partial<WatchFormDraft> = {}): WatchFormDraft => ({
  subjects: SUBJECTS,
  fields: [],
  values: {},
  metadata: 'K1',
  ...more,
});
const notification = (more: Partial<Notification> = {}): Notification => ({
  event: 'changed',
  subject: 'pmp.lead/81',
  title: 'Acme Ltd',
  card: { headline: 'Acme Ltd' },
  changes: [{ label: 'Status', was: 'New', now: 'Won' }],
  critical: false,
  at: Date.parse('2026-11-25T12:00:00Z'),
  ...more,
});

describe('the form of a watch', () => {
  it('first asks what, and nothing else', () => {
    const view = watchFormView(draft());
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL Set up a watch [Watch] [Cancel]
      ? What | needed | static_select | #what"
    `);
    expect(problemsOf(view)).toEqual([]);
  });

  it('then asks for all that is chosen, with what is wrong beside it', () => {
    const view = watchFormView(
      draft({
        subject: SEARCH,
        fields: watchFields(SEARCH, {}, ZONE),
        values: { 'in.key': 'acme', filters: ['status=2'], every: '30s', days: ['mon', 'fry'], personal: true },
        errors: { every: 'Give at least 1m.', days: '"fry" is no day.', '': 'I could not place these words: x' },
        channel: 'C0OPS',
        group: { id: 'S0OPSLEADS1', handle: 'ops-leads' },
        preview: [notification()],
      }),
    );
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL Set up a watch [Watch] [Cancel]
      ~ *Please correct:* I could not place these words: x
      ? What | needed | static_select | #what | = pmp leads search
      ? Search for | needed | plain_text_input | #in.key@pmp leads search | = acme
      ? Only records with | optional | plain_text_input | #filters@pmp leads search | = status=2 | A name and its value, like status=2. Names: status, source, assigned. Separate several with commas, or put each on a line of its own.
      ? Notify when a record is | optional | multi_static_select | #events@pmp leads search | None chosen: new, changed and gone.
      ? Changes that count | optional | multi_static_select | #fields@pmp leads search | None chosen: a change of any of them.
      ? How | needed | static_select | #mode | = record
      ? Look every | needed | static_select | #every | = 30s
      ~ *Please correct:* Give at least 1m.
      ? Digest at | optional | plain_text_input | #at | By the clock of Europe/Berlin; 9:00 if you give none. Separate several with commas, or put each on a line of its own.
      ? Digest on | optional | multi_static_select | #days | = mon | None chosen: every day.
      ~ *Please correct:* "fry" is no day.
      You typed: fry
      ? Quiet hours | optional | plain_text_input | #quiet | By the clock of Europe/Berlin. What happens meanwhile comes after them; what is destructive or critical comes at once.
      ? Show personal data (e-mail, phone) | optional | checkboxes | #personal | = yes | Everybody in the channel sees it.
      ? Mention a person | optional | users_select | #mention_person | Nobody is mentioned unless you choose somebody.
      ? Or a group | optional | external_select | #mention_group | = S0OPSLEADS1
      ? Channel | needed | conversations_select | #channel | = C0OPS | I must be in it to post there.
      [Preview watch_preview:0]
      ~ It would have said, of the last records:
      *Changed: Acme Ltd*
      Status: New → Won"
    `);
    expect(problemsOf(view)).toEqual([]);
  });

  it('does not let the filters of one subject become those of another', () => {
    const blocks = (subject: typeof LEADS) =>
      watchFormView(draft({ subject, fields: watchFields(subject, {}, ZONE) })).blocks.flatMap(
        ({ block_id }) => block_id ?? [],
      );
    const both = blocks(LEADS).filter((id) => blocks(SEARCH).includes(id));
    expect(both).toEqual(expect.arrayContaining(['what', 'mode', 'every', 'at', 'days', 'quiet', 'personal']));
    expect(both.some((id) => /^(filters|fields|events|in\.)/.test(id))).toBe(false);
    expect(Object.keys(watchState(Object.fromEntries(blocks(SEARCH).map((id) => [id, {}]))))).toContain('in.key');
  });

  it('keeps what a watch looks at and where it posts while it is changed', () => {
    const changes = { id: 'W-7K3Q9F', title: 'Leads in PMP', channel: 'C0OPS' };
    const view = watchFormView(draft({ subject: LEADS, fields: watchFields(LEADS, {}, ZONE), changes }));
    expect(view.blocks.some(({ block_id }) => block_id === 'what' || block_id === 'channel')).toBe(false);
    expect(outline(view)).toContain('*Leads in PMP* in <#C0OPS>');
    expect(problemsOf(view)).toEqual([]);
  });

  it('puts every error at an input that the form has', () => {
    const errors = { every: 'a', filters: 'b', mention: 'c', channel: 'd', what: 'e', '': 'f', nowhere: 'g' };
    for (const isChange of [true, false]) {
      const fields = watchFields(LEADS, {}, ZONE);
      const changes = isChange ? { changes: { id: 'W-7K3Q9F', title: 'Leads' } } : {};
      const inputs = watchFormView(draft({ subject: LEADS, fields, ...changes }))
        .blocks.filter(({ type }) => type === 'input')
        .map(({ block_id }) => block_id);
      const placed = watchErrors(errors, fields, LEADS, isChange);
      for (const block of Object.keys(placed)) expect(inputs).toContain(block);
      expect(Object.values(placed).join(' ').split(' ').sort()).toEqual(Object.values(errors));
    }
  });

  it('is something Slack takes, whatever the words', () => {
    const values = fc.dictionary(
      fc.constantFrom('filters', 'every', 'at', 'quiet', 'mode', 'days', 'in.key', 'in.risk'),
      anyText,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(LEADS, SEARCH, JUMPTECH),
        values,
        anyText,
        anyText,
        (subject, given, words, title) => {
          const view = watchFormView(
            draft({
              subject: { ...subject, title: title || 'x', note: words || 'x' },
              fields: watchFields(subject, {}, ZONE),
              values: given,
              errors: { every: words, what: words, '': words },
              notices: [words],
              preview: [notification({ title, changes: [{ label: words, was: title, now: words }] })],
            }),
          );
          expect(problemsOf(view)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

const item = (more: Partial<WatchItem> = {}): WatchItem => ({
  id: 'W-7K3Q9F',
  title: 'Leads in PMP with Status New',
  state: ['Active', 'last answer 2 minutes ago'],
  habit: 'every 5 minutes · one message per record, its history in the thread',
  owner: 'U0ADA',
  channel: 'C0OPS',
  isPaused: false,
  isMine: true,
  ...more,
});

describe('the list of watches', () => {
  it('says how each is doing, and what can be done with it', () => {
    const message = watchListMessage(
      [
        item(),
        item({ id: 'W-2B4C6D', state: ['Paused: PMP did not answer.', '3 waiting'], isPaused: true, isMine: false }),
      ],
      1,
      'W-2B4C6D is paused.',
    );
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT W-2B4C6D is paused.
      Watches of this channel and yours: 2
      Leads in PMP with Status New (Active), Leads in PMP with Status New (Paused: PMP did not answer.)

      W-2B4C6D is paused.
      # Watches of this channel and yours: 2
      *Leads in PMP with Status New*
      Active · last answer 2 minutes ago
      every 5 minutes · one message per record, its history in the thread · <#C0OPS> · owner <@U0ADA> · \`W-7K3Q9F\`
      [Pause watch_do:0] [Change watch_do:1] [Test watch_do:2] [Stop (danger) watch_do:4]
      *Leads in PMP with Status New*
      Paused: PMP did not answer. · 3 waiting
      every 5 minutes · one message per record, its history in the thread · <#C0OPS> · owner <@U0ADA> · \`W-2B4C6D\`
      [Resume watch_do:10] [Change watch_do:11] [Test watch_do:12] [Become owner watch_do:13] [Stop (danger) watch_do:14]"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('says how to begin where there is none, and turns pages where there are many', () => {
    expect(problemsOf(watchListMessage([], 1))).toEqual([]);
    const many = Array.from({ length: 40 }, (_, index) => item({ id: `W-${String(index).padStart(6, '0')}` }));
    for (const page of [0, 1, 3, 5, 99]) expect(problemsOf(watchListMessage(many, page))).toEqual([]);
    expect(outline(watchListMessage(many, 2))).toContain('Page 2 of 5');
  });

  it('is something Slack takes, whatever the words', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, words) => {
        expect(
          problemsOf(watchListMessage(Array(8).fill(item({ title, state: [words, words], habit: words })), 1, words)),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('all that one message is about', () => {
  it('is shown a page at a time, and says so when it is no longer kept', () => {
    const all = Array.from({ length: 45 }, (_, index) => notification({ title: `Lead ${index}` }));
    const view = batchView(all, { batch: 'B1', page: 3, channel: 'C0OPS' });
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL All notifications [undefined] [Close]
      ~ 45 changed
      *Changed: Lead 40* · <!date^1795608000^{date_short_pretty} {time}|25 Nov 2026, 12:00 UTC>
      Status: New → Won
      *Changed: Lead 41* · <!date^1795608000^{date_short_pretty} {time}|25 Nov 2026, 12:00 UTC>
      Status: New → Won
      *Changed: Lead 42* · <!date^1795608000^{date_short_pretty} {time}|25 Nov 2026, 12:00 UTC>
      Status: New → Won
      *Changed: Lead 43* · <!date^1795608000^{date_short_pretty} {time}|25 Nov 2026, 12:00 UTC>
      Status: New → Won
      *Changed: Lead 44* · <!date^1795608000^{date_short_pretty} {time}|25 Nov 2026, 12:00 UTC>
      Status: New → Won
      ~ Page 3 of 3
      [Previous page watch_batch_page:0]"
    `);
    expect(view.private_metadata).toBe('C0OPS');
    for (const page of [1, 2, 3, 9]) expect(problemsOf(batchView(all, { batch: 'B1', page }))).toEqual([]);
    expect(problemsOf(batchView([], { batch: 'B1', page: 1 }))).toEqual([]);
  });

  it('reads the value of its buttons back, and nothing else', () => {
    expect(readBatchPage(batchPageValue('B1', 2))).toEqual({ batch: 'B1', page: 2 });
    for (const value of ['', 'B1 2', '2', '99999999 B1', 'x B1']) expect(readBatchPage(value)).toBeUndefined();
  });
});
