import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Node, parseMrkdwn, readingOf } from '../../sandbox/page/src/mrkdwn.ts';
import { unescapeText } from '../../sandbox/page/src/mrkdwn-entity.ts';

const text = (words: string): Node => ({ kind: 'text', text: words });
const VERBATIM = readingOf(true);

/** Every node of a tree, leaves and branches. */
const all = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => [node, ...('children' in node ? all(node.children) : [])]);

/** What is left of a tree for somebody who only hears it. */
const spoken = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      if ('children' in node) return spoken(node.children);
      return node.kind === 'text' || node.kind === 'link' ? node.text : '';
    })
    .join('');

describe('formatting', () => {
  it('reads bold, italic, strike and code', () => {
    expect(parseMrkdwn('*b* _i_ ~s~ `c`')).toEqual([
      { kind: 'bold', children: [text('b')] },
      text(' '),
      { kind: 'italic', children: [text('i')] },
      text(' '),
      { kind: 'strike', children: [text('s')] },
      text(' '),
      { kind: 'code', children: [text('c')] },
    ]);
  });

  it('reads one mark inside another', () => {
    expect(parseMrkdwn('*a _b_*')).toEqual([
      { kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] },
    ]);
  });

  it.each([
    '5 * 3 * 2',
    'file_name_here',
    '* not bold*',
    '*not bold *',
    'a*b*c',
    '*open',
    '**',
    '*line\nbreak*',
    '``',
    '~ ~',
  ])('leaves %j as it is', (source) => {
    expect(parseMrkdwn(source)).toEqual([text(source)]);
  });

  it('formats nothing inside code and fences', () => {
    expect(parseMrkdwn('`*a*`')).toEqual([{ kind: 'code', children: [text('*a*')] }]);
    expect(parseMrkdwn('see ```\n*a*\n_b_\n``` now')).toEqual([
      text('see '),
      { kind: 'pre', children: [text('*a*\n_b_')] },
      text(' now'),
    ]);
  });

  it('does not close a mark inside code or a link', () => {
    expect(parseMrkdwn('*a `x*` b*')[0]).toMatchObject({ kind: 'bold' });
    expect(parseMrkdwn('*<https://example.com/*|x>*')[0]).toMatchObject({ kind: 'bold', children: [{ kind: 'link' }] });
  });

  it('reads quotes, escaped or not, line by line', () => {
    expect(parseMrkdwn('so:\n&gt; one\n> two\nthree')).toEqual([
      text('so:'),
      { kind: 'quote', children: [text('one\ntwo')] },
      text('three'),
    ]);
    expect(parseMrkdwn('>>> one\ntwo')).toEqual([{ kind: 'quote', children: [text('one\ntwo')] }]);
  });

  it('draws the emoji it knows and leaves the others as typed', () => {
    expect(parseMrkdwn(':white_check_mark: at 12:30:45 :nosuch:')).toEqual([text('✅ at 12:30:45 :nosuch:')]);
    expect(parseMrkdwn(':constructor:')).toEqual([text(':constructor:')]);
  });
});

describe('entities', () => {
  it('resolves the three escapes once', () => {
    expect(parseMrkdwn('a &lt;b&gt; &amp;amp; &quot;')).toEqual([text('a <b> &amp; &quot;')]);
  });

  it('reads links, mentions, broadcasts and dates', () => {
    expect(
      parseMrkdwn('<https://example.com/?a=1&amp;b=2|R&amp;D> <@U1> <#C1|ops> <!here> <!subteam^S1|@leads>').filter(
        ({ kind }) => kind !== 'text',
      ),
    ).toEqual([
      { kind: 'link', url: 'https://example.com/?a=1&b=2', text: 'R&D' },
      { kind: 'user', id: 'U1' },
      { kind: 'channel', id: 'C1', label: 'ops' },
      { kind: 'broadcast', range: 'here' },
      { kind: 'usergroup', id: 'S1', label: '@leads' },
    ]);
    expect(parseMrkdwn('<!date^1794614400^{date_short} at {time}^https://example.com/|14 Nov>')).toEqual([
      {
        kind: 'date',
        epoch: 1794614400,
        format: '{date_short} at {time}',
        url: 'https://example.com/',
        fallback: '14 Nov',
      },
    ]);
  });

  it('shows mail and phone addresses without their scheme', () => {
    expect(parseMrkdwn('<mailto:ada@example.com>')).toEqual([
      { kind: 'link', url: 'mailto:ada@example.com', text: 'ada@example.com' },
    ]);
  });

  it.each(['<javascript:alert(1)|x>', '<data:text/html,x>', '<script>', '<>', '< @U1>', '<!nosuch>', '1 < 2'])(
    'does not make a link of %j',
    (source) => {
      expect(parseMrkdwn(source)).toEqual([text(source)]);
    },
  );
});

describe('bare names and addresses', () => {
  it('become links and mentions unless the text is verbatim', () => {
    const source = 'see https://example.com/a. ask @here in #general';
    expect(parseMrkdwn(source)).toEqual([
      text('see '),
      { kind: 'link', url: 'https://example.com/a', text: 'https://example.com/a' },
      text('. ask '),
      { kind: 'broadcast', range: 'here' },
      text(' in '),
      { kind: 'channel-name', name: 'general' },
    ]);
    expect(parseMrkdwn(source, VERBATIM)).toEqual([text(source)]);
  });

  it('are left alone inside words', () => {
    expect(parseMrkdwn('me@here and a#b', readingOf())).toEqual([text('me@here and a#b')]);
  });
});

const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['*', '_', '~', '`', '```', '<', '>', '&gt;', '&lt;', '&amp;', '|', '\n', ' ', ':', '<@U1>', '<#C1|ops>'],
        ...['<!date^1^{date}|x>', '<https://e.com|', 'https://e.com', 'javascript:', '<script>', '#ops', '@here', '"'],
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

describe('whatever comes', () => {
  it('links only to addresses a browser may follow', () => {
    fc.assert(
      fc.property(markup, fc.boolean(), (source, verbatim) => {
        for (const node of all(parseMrkdwn(source, readingOf(verbatim)))) {
          if ('url' in node && node.url !== undefined) expect(node.url).toMatch(/^(?:https?:\/\/|mailto:|tel:)/i);
        }
      }),
    );
  });

  it('holds HTML as plain words, and never invents any', () => {
    fc.assert(
      fc.property(markup, (source) => {
        const heard = spoken(parseMrkdwn(source, VERBATIM));
        const count = (whole: string): number => whole.split('<').length;
        expect(count(heard)).toBeLessThanOrEqual(count(unescapeText(source)));
        for (const node of all(parseMrkdwn(source))) expect(Object.keys(node)).not.toContain('html');
      }),
    );
  });

  it('keeps text without markup word for word', () => {
    const plain = fc.stringMatching(/^[a-zA-Z0-9 .,!?'"()æøåé-]*$/);
    fc.assert(
      fc.property(plain, (source) => {
        expect(spoken(parseMrkdwn(source))).toBe(source);
      }),
    );
  });

  it('is quick with a long text made to be slow', () => {
    const sources = ['*a '.repeat(5000), '<'.repeat(12_000), '`a'.repeat(6000), '*_~'.repeat(4000), '```'.repeat(4001)];
    const start = performance.now();
    for (const source of sources) parseMrkdwn(source);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
