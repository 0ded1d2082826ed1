import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Directory } from '../../../sandbox/slack/directory.ts';
import { escapedText, richTextOf, segmentsOf } from '../../../sandbox/slack/typed-text.ts';

const directory = new Directory('porter', 'Porter');
const escaped = (typed: string, as = 'U0ADA000001') => escapedText(segmentsOf(typed, directory, as));

describe('what Slack makes of typed text', () => {
  it.each([
    ['ask @ada.', 'ask <@U0ADA000001|ada>.'],
    ['ask @nobody', 'ask @nobody'],
    ['@here and @ops-leads', '<!here> and <!subteam^S0OPSLEADS1|@ops-leads>'],
    ['in #operations, not #nowhere', 'in <#C0OPERAT001|operations>, not #nowhere'],
    ['in #board', 'in <#C0BOARD0001|>'],
    ['see https://x.dk/a?b=1&c=2.', 'see <https://x.dk/a?b=1&amp;c=2>.'],
    ['mail a@b.dk now', 'mail <mailto:a@b.dk|a@b.dk> now'],
    ['email=a@b.dk', 'email=<mailto:a@b.dk|a@b.dk>'],
    ['go to example.com/x', 'go to <http://example.com/x|example.com/x>'],
    ['ring +45 12 34 56 78 today', 'ring <tel:+4512345678|+45 12 34 56 78> today'],
    ['ring 555-123-4567', 'ring <tel:5551234567|555-123-4567>'],
    ['on 2026-12-24 at 7d733b90-1111', 'on 2026-12-24 at 7d733b90-1111'],
    ['R&D <b> tic_9 v1.2', 'R&amp;D &lt;b&gt; tic_9 v1.2'],
  ])('%s -> %s', (typed, expected) => {
    expect(escaped(typed)).toBe(expected);
  });

  it('does not name a channel to somebody who cannot see it', () => {
    expect(escaped('in #board', 'U0GUEST0001')).toBe('in #board');
  });

  it('loses nothing: the leaves of the rich text are what was typed', () => {
    const piece = fc.constantFrom(
      '@ada',
      '@nobody',
      '#operations',
      'https://x.dk/a.',
      'a@b.dk',
      'b.dk',
      '+45 12345678',
      '<',
      '&',
      ' ',
    );
    const typed = fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }).map((pieces) => pieces.join(''));
    const names: Record<string, string> = { U0ADA000001: '@ada', C0OPERAT001: '#operations' };
    fc.assert(
      fc.property(typed, (text) => {
        const [section] = richTextOf(segmentsOf(text, directory, 'U0ADA000001'), 'b').elements;
        const leaves = (section as unknown as { elements: Record<string, string>[] }).elements;
        const back = leaves.map((leaf) => leaf.text ?? names[leaf.user_id ?? leaf.channel_id ?? '']).join('');
        expect(back.toLowerCase()).toBe(text.toLowerCase());
      }),
    );
  });

  it('leaves no bare < or > of the person behind', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bare = escaped(text).replace(/<[@#!][^<>]*>|<(?:https?|mailto|tel):[^<>]*>/g, '');
        expect(bare).not.toMatch(/[<>]/);
      }),
    );
  });
});
