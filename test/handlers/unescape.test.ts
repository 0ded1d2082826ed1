import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unescapeSlack } from '../../handlers/slack/unescape.ts';
import { hostileText } from '../support/hostile-text.ts';

it.each([
  ['R&amp;D &lt;3', 'R&D <3'],
  ['<@U1|ada> and <@U2>', '@ada and @U2'],
  ['<#C1|support> <#C2|>', '#support #C2'],
  ['<!here> <!subteam^S1|@ops>', '@here @ops'],
  ['<mailto:ada@example.com|ada@example.com>', 'ada@example.com'],
  ['<http://example.com|example.com>', 'example.com'],
  ['<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
  ['<tel:+4512345678|+45 12 34 56 78>', '+45 12 34 56 78'],
  ['&amp;lt; is how it is written', '&lt; is how it is written'],
])('reads %s as it was typed', (sent, typed) => {
  expect(unescapeSlack(sent)).toBe(typed);
});

it('gives back any text that Slack only escaped', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const sent = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(unescapeSlack(sent)).toBe(text);
    }),
  );
});
