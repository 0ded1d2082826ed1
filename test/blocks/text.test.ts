import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateToken } from '../../blocks/dates.ts';
import { cut } from '../../blocks/limits.ts';
import { bold, code, joined, line, link, type Mrkdwn, md, mention, mrkdwn, plain, words } from '../../blocks/text.ts';
import { isSafeMarkup } from './problems-of.ts';

const HALF_PAIR = /\p{Cs}/u;

/** Text made of what breaks markup, mixed with anything else. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '&lt;', '<!channel>', '<@U012AB3CD>', '<http://x.y|z>', '*', '_', '~', '`', '```'),
      fc.constantFrom(
        '\n>',
        '\u202E',
        '\u2067',
        '|',
        '\0',
        '\r\n',
        '👩‍👩‍👧‍👦',
        'é',
        '@here',
        '#general',
        'مرحبا',
        ' ',
        '\uD83D',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('foreign text', () => {
  it('shows exactly the words, and does nothing', () => {
    expect(words('<!channel> & <@U012AB3CD> <https://evil.example|click>')).toBe(
      '&lt;!channel&gt; &amp; &lt;@U012AB3CD&gt; &lt;https://evil.example|click&gt;',
    );
  });

  it('cannot break out of bold, quote itself or start fixed width', () => {
    expect(bold('Acme* Ltd')).toBe('*Acme∗ Ltd*');
    expect(words('*urgent* _now_ ~gone~ `rm`')).toBe('∗urgent∗ ˍnowˍ ∼gone∼ ˋrmˋ');
    expect(words('> said so\n >>> and so')).toBe('› said so\n ›&gt;&gt; and so');
  });

  it('is left alone where Slack formats nothing: inside words and between spaces', () => {
    expect(words('file_name_v2.pdf, 5 * 3, 2*4, a ~ b')).toBe('file_name_v2.pdf, 5 * 3, 2*4, a ~ b');
  });

  it('loses control characters, half pairs and direction overrides', () => {
    expect(words('a\0b\u202Egpj.exe\u2066c\uD83D')).toBe('abgpj.exec\uFFFD');
    expect(plain('a\0b\u202Egpj.exe\r\nnext').text).toBe('abgpj.exe\nnext');
  });

  it.each([
    ['Paid :white_check_mark:', 'Paid ∶white_check_mark:'],
    [':thumbsup::skin-tone-2:', '∶thumbsup:∶skin-tone-2:'],
    [':a::b:c:', '∶a:∶b∶c:'],
    [':+1: :-1: :100: :8ball:', '∶+1: ∶-1: ∶100: ∶8ball:'],
    ['a:smile:b', 'a∶smile:b'],
    ["it's :o'neil: :日本:", "it's ∶o'neil: ∶日本:"],
    ['at 10:30:45 and 9:05:00.', 'at 10:30:45 and 9:05:00.'],
    ['10:30:45:tada:', '10:30∶45∶tada:'],
    ['10:100:45', '10∶100:45'],
    ['note: this :), a: b: c', 'note: this :), a: b: c'],
    ['https://a.example:8080/x?t=10:30:45#a', 'https://a.example:8080/x?t=10:30:45#a'],
    ['see https://a.example/:tada:/x now :tada:', 'see https://a.example/%3Atada:/x now ∶tada:'],
    ['mailto:ada@example.com urn:x', 'mailto:ada@example.com urn:x'],
  ])('shows codes of emoji as they were written: %s', (text, shown) => {
    expect(words(text)).toBe(shown);
    expect(line(text)).toBe(shown);
    expect(plain(text)).toEqual({ type: 'plain_text', text, emoji: false });
  });

  it('never holds a colon that could open an emoji, whatever it is', () => {
    const codes = fc.array(
      fc.constantFrom(':', '::', 'tada', '10', '30', ' ', '_', '-', '+1', 'https://x.example/', '*', 'é', '&'),
    );
    fc.assert(
      fc.property(codes, (parts) => {
        const shown = words(parts.join('')).replace(/(?<=\d):\d\d:\d\d(?!\d)/g, '');
        expect(shown).not.toMatch(/:[\p{L}\p{N}_+-]+:/u);
      }),
    );
  });

  it('is set apart when it runs right to left', () => {
    expect(line('שלום')).toBe('\u2068שלום\u2069');
    expect(line('plain')).toBe('plain');
  });

  it('is cut on whole characters, never inside an entity, with an ellipsis', () => {
    expect(words('ab&cd', 6)).toBe('ab…');
    expect(words('abcdef', 6)).toBe('abcdef');
    expect(words('abcdefg', 6)).toBe('abcde…');
    expect(cut('ab👩‍👩‍👧‍👦cd', 8)).toBe('ab…');
  });

  it('yields no markup of its own and keeps the limit, whatever it is', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 8, max: 60 }), (text, limit) => {
        for (const made of [words(text, limit), line(text, limit), bold(text, limit), code(text, limit)]) {
          expect(made).not.toMatch(/[<>]/);
          expect(isSafeMarkup(made)).toBe(true);
          expect(made.length).toBeLessThanOrEqual(limit);
          expect(made).not.toMatch(HALF_PAIR);
        }
        expect(line(text, limit)).not.toContain('\n');
        expect(bold(text, limit).slice(1, -1)).not.toMatch(/^\*|\*$/);
        expect(code(text, limit).slice(1, -1)).not.toContain('`');
      }),
    );
  });

  it('travels in objects that parse nothing, within the limit and never empty', () => {
    expect(mrkdwn(md`*${line('x')}*`)).toEqual({ type: 'mrkdwn', text: '*x*', verbatim: true });
    expect(plain('')).toEqual({ type: 'plain_text', text: '–', emoji: false });
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const { text: shown } = plain(text, limit);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown).not.toMatch(HALF_PAIR);
      }),
    );
  });
});

describe('links', () => {
  it('go to the web and to addresses only', () => {
    expect(link('https://a.example/x y?q=1&r=<2>|3', 'See | this')).toBe(
      '<https://a.example/x%20y?q=1&amp;r=%3C2%3E%7C3|See / this>',
    );
    expect(link('mailto:ada@example.com', 'Ada')).toBe('<mailto:ada@example.com|Ada>');
    expect(link('javascript:alert(1)', 'Click')).toBe('Click');
    expect(link('not a url', '')).toBe('not a url');
  });

  it('never carry a user name and password', () => {
    expect(link('https://ada:secret@a.example/', 'Site')).toBe('<https://a.example/|Site>');
  });

  it('stay one whole link or become words, whatever they hold', () => {
    const urls = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      nasty,
      nasty.map((text) => `https://x.example/${text}`),
    );
    fc.assert(
      fc.property(urls, nasty, fc.integer({ min: 20, max: 200 }), (url, label, limit) => {
        const made = link(url, label, limit);
        expect(isSafeMarkup(made)).toBe(true);
        expect(made.length).toBeLessThanOrEqual(limit);
        expect(made).not.toMatch(/<[@#!]/);
      }),
    );
  });
});

describe('dates', () => {
  it('shows a moment in the reader’s own zone, with a fallback in UTC', () => {
    expect(dateToken('2026-12-24T14:30:00Z')).toBe(
      '<!date^1798122600^{date_short_pretty} {time}|24 Dec 2026, 14:30 UTC>',
    );
    expect(dateToken('2026-12-24T14:30:00+02:00', 'day')).toBe('<!date^1798115400^{date_short_pretty}|24 Dec 2026>');
  });

  it('leaves a day the day it is, for readers in every zone', () => {
    expect(dateToken('2026-12-24')).toBe('24 Dec 2026');
    expect(dateToken('2026-01-01')).toBe('1 Jan 2026');
  });

  it('shows what is no date as the words it is', () => {
    expect(dateToken('2026-02-31')).toBe('2026-02-31');
    expect(dateToken('soon <!here>')).toBe('soon &lt;!here&gt;');
    expect(dateToken('2026-12-24T14:30')).toBe('2026-12-24T14:30');
  });
});

describe('pieces', () => {
  it('names a person by id only', () => {
    expect(mention('U012AB3CD')).toBe('<@U012AB3CD>');
    expect(mention('!channel')).toBe('!channel');
  });

  it('keeps whole pieces when a line gets too long', () => {
    const parts = ['one', 'two', '', 'three'].map((part) => line(part));
    expect(joined(parts, ', ')).toBe('one, two, three');
    expect(joined(parts, ', ', 13)).toBe('one, two, …');
    expect(joined(['muchtoolong' as Mrkdwn], ', ', 5)).toBe('…');
  });
});
