import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../handlers/slack/message-text.ts';
import { mentionsIn } from '../../handlers/slack/names.ts';
import { unescapeSlack } from '../../handlers/slack/unescape.ts';

const names = new Map([
  ['U0ADMIN', 'margaret'],
  ['S0OPS', 'ops-leads'],
  ['C0BOARD', 'board'],
]);
const read = (message: Parameters<typeof messageText>[0]) => messageText(message, names);
const section = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const text = (words: string) => ({ type: 'text', text: words });

describe('a message as people read it', () => {
  it.each([
    ['Ask <@U0ADMIN> about it', 'Ask @margaret about it'],
    ['Ask <@U0ADMIN|meg>', 'Ask @meg'],
    ['Ask <@U0NOBODY>', 'Ask @U0NOBODY'],
    ['<!subteam^S0OPS> and <!subteam^S0OPS|@ops> and <!subteam^S1>', '@ops-leads and @ops and @S1'],
    ['<!here> <!channel> <!everyone|everyone>', '@here @channel @everyone'],
    ['See <#C0BOARD> <#C0BOARD|> <#C1|general>', 'See #board #board #general'],
    ['Due <!date^1795600000^{date_short}|25 Nov 2026>', 'Due 25 Nov 2026'],
    ['Due <!date^1795600000^{date_short}^https://x.dk/a|25 Nov 2026>', 'Due 25 Nov 2026'],
    ['Due <!date^1795600000^{date_short}>', 'Due 2026-11-25 09:46 UTC'],
    ['Due <!date^x^y>', 'Due '],
    ['<https://x.dk/?a=1&amp;b=2|the page> &lt;b&gt;', 'the page <b>'],
  ])('%s', (sent, seen) => {
    expect(unescapeSlack(sent, names)).toBe(seen);
    expect(read({ text: sent })).toBe(seen.trim());
  });

  it('is read from its blocks, which is what people see', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Charger <7>' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '<@U0ADMIN> said &lt;yes&gt;' },
        fields: [{ type: 'mrkdwn', text: '*Site*\nLeeds' }],
        accessory: { type: 'button', text: { type: 'plain_text', text: 'Press' }, value: 'x' },
      },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: 'x', alt_text: 'x' },
          { type: 'mrkdwn', text: 'Since <!date^1^{date}|Monday>' },
        ],
      },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Approve' } }] },
      { type: 'markdown', text: '# Bold' },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'A' }, section(text('B'))]] },
    ];
    expect(read({ text: 'New alert', blocks })).toBe(
      'Charger <7>\n@margaret said <yes>\n*Site*\nLeeds\nSince Monday\n# Bold\nA | B',
    );
  });

  it('is read from rich text with its people, groups, channels, dates, emoji and lists', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              text('Ask '),
              { type: 'user', user_id: 'U0ADMIN' },
              text(' or '),
              { type: 'usergroup', usergroup_id: 'S0OPS' },
              text(' in '),
              { type: 'channel', channel_id: 'C0BOARD' },
              text(', '),
              { type: 'broadcast', range: 'here' },
              text(' '),
              { type: 'emoji', name: 'zap', unicode: '26a1' },
              { type: 'emoji', name: 'ours' },
              text(' by '),
              { type: 'date', timestamp: 1795600000, format: '{date}', fallback: '25 Nov' },
              text(' & '),
              { type: 'link', url: 'https://x.dk' },
              text('\n'),
            ],
          },
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [section(text('One')).elements[0], section(text('Two')).elements[0]],
          },
          { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section(text('Deep')).elements[0]] },
          { type: 'rich_text_quote', elements: [text('Said so')] },
        ],
      },
    ];
    expect(read({ text: 'ignored', blocks })).toBe(
      'Ask @margaret or @ops-leads in #board, @here ⚡:ours: by 25 Nov & https://x.dk\n1. One\n2. Two\n  • Deep\nSaid so',
    );
  });

  it('has the words of what is attached, but no previews of links', () => {
    const alert = {
      color: 'danger',
      pretext: 'From <@U0ADMIN>',
      title: 'Disk &amp; fan',
      text: 'Full',
      fields: [{ title: 'Host', value: 'a1' }],
    };
    expect(read({ text: '', attachments: [alert] })).toBe('From @margaret\nDisk & fan\nFull\nHost: a1');
    expect(read({ text: 'See', attachments: [{ blocks: [section(text('Inside'))] }] })).toBe('See\nInside');
    expect(read({ text: 'See', attachments: [{ from_url: 'https://x.dk', title: 'A page', text: 'Its text' }] })).toBe(
      'See',
    );
    expect(read({ text: '', attachments: [{ fallback: 'Only this' }] })).toBe('Only this');
    const quoted = {
      from_url: 'https://a.slack.com/1',
      is_share: true,
      message_blocks: [{ message: { blocks: [section(text('Quoted'))] } }],
    };
    expect(read({ text: '', attachments: [quoted] })).toBe('Quoted');
  });

  it('has the words of a forwarded e-mail and of a snippet, which are files; not those of other files', () => {
    const mail = {
      filetype: 'email',
      mode: 'email',
      title: 'Leak',
      subject: 'Leak at 7',
      plain_text: 'Water <everywhere>',
    };
    const snippet = { filetype: 'text', mode: 'snippet', title: 'log.txt', preview: 'ECONNRESET\n' };
    const pdf = { filetype: 'pdf', mode: 'hosted', title: 'roof.pdf', preview: 'x', plain_text: 'x' };
    expect(read({ text: '', files: [mail] })).toBe('Leak at 7\nWater <everywhere>');
    expect(read({ text: 'See this', files: [snippet, pdf] })).toBe('See this\nECONNRESET');
    expect(read({ text: '', files: [pdf] })).toBe('');
  });

  it('names people in a markdown block, whose other signs Slack did not escape', () => {
    const markdown = (words: string) => ({ blocks: [{ type: 'markdown', text: words }] });
    expect(read(markdown('**Ask** <@U0ADMIN>, <!subteam^S0OPS> or <#C0BOARD>: a &amp; b, <!DOCTYPE html>'))).toBe(
      '**Ask** @margaret, @ops-leads or #board: a &amp; b, <!DOCTYPE html>',
    );
  });

  it('has addresses as people type them', () => {
    const links = section({ type: 'link', url: 'mailto:ada@example.com' }, text(' or '), {
      type: 'link',
      url: 'tel:+451',
    });
    expect(read({ blocks: [links] })).toBe('ada@example.com or +451');
  });

  it('is its text where its blocks have no words', () => {
    expect(read({ text: 'A picture', blocks: [{ type: 'image', image_url: 'x', alt_text: 'y' }] })).toBe('A picture');
  });

  it('never throws, whatever somebody sends', () => {
    const part = fc.record({
      type: fc.constantFrom('rich_text', 'section', 'table', 'context', 'date', 'emoji', 'x'),
      elements: fc.anything(),
      text: fc.anything(),
      rows: fc.anything(),
      fields: fc.anything(),
    });
    fc.assert(
      fc.property(
        fc.anything(),
        fc.array(fc.oneof(part, fc.anything())),
        fc.anything(),
        (words, blocks, attachments) => {
          const message = { text: words, blocks, attachments };
          expect(typeof read(message)).toBe('string');
          mentionsIn(message);
        },
      ),
    );
  });

  it('says whom it mentions without naming them', () => {
    const { ids, names } = mentionsIn({
      text: '<@U1> <@U2|ada> <!subteam^S1> <#C1|general>',
      blocks: [section({ type: 'user', user_id: 'U3' }, { type: 'channel', channel_id: 'C1' }, text('"user_id":"U9"'))],
    });
    expect([ids, [...names]]).toEqual([
      ['U1', 'S1', 'U3'],
      [
        ['U2', 'ada'],
        ['C1', 'general'],
      ],
    ]);
  });
});
