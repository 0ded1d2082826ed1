import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnContext } from '../../src/commands/own/own-command.ts';
import { watchCommand } from '../../src/commands/own/watch.ts';
import { entriesOfSettings, readWatch } from '../../src/commands/own/watch-read.ts';
import { readTypedWatch } from '../../src/commands/own/watch-typed.ts';
import { watchesCommand } from '../../src/commands/own/watches.ts';
import { hostileText } from '../support/hostile-text.ts';
import { aWatch, fakeWatches, LEADS, SUBJECTS } from '../support/watches.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const parts = { clients: {}, zone: 'Europe/Berlin' };
const actor = { id: 'U0ADA', team: 'T1' };
const watchPlace = { door: 'slack', address: '{"team":"T1","channel":"C1"}' };

const contextWith = (fake: ReturnType<typeof fakeWatches>) =>
  ({
    watches: fake.watches,
    clients: {},
    zoneOf: async () => 'Europe/Berlin',
    journal: { now: async () => NOW },
  }) as unknown as OwnContext;

const typed = (text: string) => readTypedWatch(text, SUBJECTS, parts);
function settingsOf(text: string) {
  const { subject, entries, errors } = typed(text);
  const read = subject && readWatch(subject, entries, parts);
  return { ...(read ?? {}), errors: { ...(read && 'errors' in read ? read.errors : {}), ...errors } };
}
const wrong = (text: string) => settingsOf(text).errors;

describe('/ops watch with words', () => {
  it('sets a watch up with all that can be said', async () => {
    const fake = fakeWatches();
    const text =
      'pmp leads status=2 every=1h30m mode=digest at=9:00,4:30pm days=mon-fri quiet=22:00-7:00 events=new,changed fields=Status mention=@U0EVE personal=on';
    const answer = await watchCommand.answer(contextWith(fake), { text, actor, place: { channel: 'C1' }, watchPlace });
    expect(fake.created).toEqual([
      {
        source: { kind: 'records', operation: 'pmp.lead.list', input: {} },
        settings: {
          events: ['new', 'changed'],
          filters: [{ field: 'status', value: '2' }],
          fields: ['Status'],
          mode: 'digest',
          digest: { at: ['09:00', '16:30'], days: [1, 2, 3, 4, 5] },
          quiet: { from: '22:00', to: '07:00' },
          zone: 'Europe/Berlin',
          everyMs: 90 * 60_000,
          mention: { kind: 'person', id: 'U0EVE' },
          personal: true,
          muted: [],
        },
        place: watchPlace,
        policyPlace: { channel: 'C1' },
      },
    ]);
    expect(answer).toMatchInlineSnapshot(`
      {
        "heading": "Watching Leads in PMP CRM with Status 2",
        "lines": [
          [
            "I notify this channel of new records and changes of Status, as a digest at 09:00 and 16:30 on weekdays (Europe/Berlin).",
          ],
          [
            "Each message mentions ",
            {
              "user": "U0EVE",
            },
            ".",
          ],
          [
            "I look every 90 minutes, and compare with what is there now.",
          ],
          [
            "Quiet from 22:00 to 07:00 (Europe/Berlin).",
          ],
          [
            "Personal data is shown to everybody in the channel.",
          ],
          [
            "W-7K3Q9F. To change, pause or stop it, type /ops watches, or use the menu of any notification.",
          ],
        ],
      }
    `);
  });

  it('takes the usual ways to name a subject, and words for the fields of its operation', () => {
    for (const text of ['pmp leads', 'PMP lead', '/pmp leads', '/pmp lead list', 'pmp.lead.list'])
      expect(settingsOf(text), text).toMatchObject({ source: { operation: 'pmp.lead.list' }, errors: {} });
    expect(settingsOf('pmp leads search acme ltd')).toMatchObject({
      source: { operation: 'pmp.lead.search', input: { key: 'acme ltd' } },
      errors: {},
    });
    expect(settingsOf('jumptech risk=destructive actor=@U0EVE')).toMatchObject({
      source: { kind: 'journal', filter: { operation: 'jumptech.*', risk: 'destructive', actor: 'U0EVE' } },
      settings: { events: ['happened'] },
      errors: {},
    });
  });

  it('notifies of what begins to match only where there is a filter', () => {
    expect(settingsOf('pmp leads')).toMatchObject({ settings: { events: ['new', 'changed', 'gone'] } });
    expect(settingsOf('pmp leads "Assigned to"=Ada').errors).not.toEqual({});
    expect(settingsOf('pmp leads assigned=Ada')).toMatchObject({
      settings: { events: ['new', 'changed', 'gone', 'entered', 'left'] },
    });
    expect(wrong('pmp leads events=left')).toEqual({ events: '"entered" and "left" need a filter.' });
  });

  it.each([
    [
      'pmp leeds',
      'what',
      'I do not know "pmp leeds". Did you mean pmp leads? You can watch pmp leads, pmp leads search.',
    ],
    ['', 'what', 'Say what to watch. You can watch pmp leads, pmp leads search, jumptech, done.'],
    ['pmp leads every=30s', 'every', 'Give at least 1m: nobody is asked more often than once a minute.'],
    ['pmp leads every=often', 'every', 'Give how often to look, for example 5m, 1h or 1d.'],
    [
      'pmp leads staus=2',
      'filters',
      'Records have no "staus" to filter by. Did you mean status? I know status, source, assigned.',
    ],
    [
      'pmp leads mode=digets',
      'mode',
      '"digets" is no way to notify. Did you mean digest? I know record, message, digest.',
    ],
    ['pmp leads quiet=22', 'quiet', 'Give from when to when, for example 22:00-7:00, or off.'],
    ['pmp leads at=25:00', 'at', '"25:00" is no time of day. Give times like 9:00 or 9:00,16:30.'],
    ['pmp leads days=foo', 'days', '"foo" is no day. Give days like mon,fri or mon-fri.'],
    [
      'pmp leads fields=Statsu',
      'fields',
      'Records have no "Statsu". Did you mean Status? I know Status, Company, E-mail.',
    ],
    ['pmp leads mention=ada', 'mention', 'I cannot tell who "ada" is. Type @ and choose a person or a group, or none.'],
    ['pmp leads personal=maybe', 'personal', 'Say on or off.'],
    ['pmp leads everything else', '', 'I could not place these words: everything else'],
    ['jumptech every=5m', '', 'What is done at Jumptech takes no "every".'],
    [
      'done operation=pmp.leed.delete',
      'in.operation',
      'No operation is called "pmp.leed.delete". Did you mean pmp.lead.delete?',
    ],
    ['done actor=a', 'in.actor', 'Type @ and choose a person.'],
    [
      'jumptech risk=destuctive',
      'in.risk',
      '"destuctive" is not known. Did you mean destructive? I know read, write, destructive.',
    ],
  ])('says of %j what would be right', (text, name, why) => {
    expect(wrong(text)).toEqual({ [name]: why });
  });

  it('offers the form with all that was typed, and sets nothing up', async () => {
    const fake = fakeWatches();
    const text = 'pmp leads status=2 every=30s quiet=22:00-7:00';
    const answer = await watchCommand.answer(contextWith(fake), { text, actor, place: {}, watchPlace });
    expect(answer).toEqual({
      sentence: 'every: Give at least 1m: nobody is asked more often than once a minute.',
      failure: 'input',
      form: {
        entries: { what: 'pmp leads', filters: ['status=2'], every: '30s', quiet: '22:00-7:00' },
        errors: { every: 'Give at least 1m: nobody is asked more often than once a minute.' },
      },
    });
    expect(fake.created).toEqual([]);
  });

  it('points out an equal watch, and needs a channel', async () => {
    const fake = fakeWatches();
    fake.fake.exists = true;
    const asked = { text: 'pmp leads', actor, place: {} };
    expect(await watchCommand.answer(contextWith(fake), { ...asked, watchPlace })).toMatchObject({
      sentence: expect.stringContaining('This channel has this watch already: W-7K3Q9F'),
    });
    expect(await watchCommand.answer(contextWith(fake), asked)).toMatchObject({ failure: 'input' });
    expect(await watchCommand.answer(contextWith(fake), { ...asked, text: '' })).toMatchObject({ failure: 'input' });
  });

  it('never throws on hostile words, and reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.constantFrom('pmp leads ', 'jumptech ', 'pmp leads search ', ''), hostileText, (start, text) => {
        const { subject, entries, errors } = typed(start + text);
        if (!subject) {
          expect(Object.keys(errors).length).toBeGreaterThan(0);
          return;
        }
        const read = readWatch(subject, entries, parts);
        if ('errors' in read) return;
        expect(readWatch(subject, { ...entries, ...entriesOfSettings(read) }, parts)).toEqual(read);
      }),
    );
  });

  it('keeps every value that is typed with a name, right or wrong', () => {
    const value = fc.stringMatching(/^[a-zA-Z0-9:@-]{1,12}$/);
    const name = fc.constantFrom('status', 'every', 'mode', 'quiet', 'mention', 'personal', 'at', 'days', 'foo');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([one]) => one }), (pairs) => {
        const { entries } = typed(`pmp leads ${pairs.map(([one, given]) => `${one}=${given}`).join(' ')}`);
        for (const [, given] of pairs) expect(JSON.stringify(entries)).toContain(given);
      }),
    );
  });
});

describe('/ops watches', () => {
  const listed = [
    {
      watch: aWatch({ state: 'paused', pause: { reason: 'vendor', why: 'PMP did not answer ten times.' } }),
      title: 'Leads in PMP',
      failures: 10,
      waiting: 3,
      oldestDueAt: NOW - 3_600_000,
      lastAnswerAt: NOW - 7_200_000,
    },
  ];
  const say = async (text: string, fake = fakeWatches({ listed })) =>
    watchesCommand.answer(contextWith(fake), { text, actor, place: {}, watchPlace });

  it('lists how each is doing', async () => {
    const answer = await say('');
    expect('card' in answer && answer.card).toMatchInlineSnapshot(`
      {
        "headline": "1 watch: this channel and yours",
        "notes": [
          "Type /ops watches and pause, resume, change, test, stop, own with an id, for example: /ops watches pause W-7K3Q9F 1h",
        ],
        "rows": [
          {
            "details": [
              {
                "code": "W-7K3Q9F",
              },
              "Paused: PMP did not answer ten times.",
              "last answer about 2 hours ago",
              "10 failures in a row",
              "3 waiting, the oldest since about 1 hour",
              "every 5 minutes · one message per record, its history in the thread",
              {
                "person": "U0ADA",
              },
            ],
            "title": "Leads in PMP",
          },
        ],
      }
    `);
  });

  it('steers one by its id, in either order', async () => {
    const fake = fakeWatches({ listed });
    for (const text of ['pause W-7K3Q9F', 'w-7k3q9f resume', 'stop W-7K3Q9F', 'test W-7K3Q9F', 'own W-7K3Q9F'])
      await say(text, fake);
    expect(fake.done.map(([deed]) => deed)).toEqual(['pause', 'resume', 'stop', 'test', 'own']);
  });

  it('pauses for a while, or until Monday at nine by the clock of the watch', async () => {
    const fake = fakeWatches({ listed });
    expect(await say('pause W-7K3Q9F 1h', fake)).toEqual({
      sentence: 'W-7K3Q9F is paused until Wed 25 Nov, 14:00 (Europe/Berlin), today. What happens meanwhile waits.',
    });
    await say('pause W-7K3Q9F for a day', fake);
    await say('pause W-7K3Q9F until monday', fake);
    expect(fake.done.map(([, , until]) => new Date(until as number).toISOString())).toEqual([
      '2026-11-25T13:00:00.000Z',
      '2026-11-26T12:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ]);
  });

  it.each([
    ['pause W-NONE', 'There is no watch "W-NONE"'],
    ['puase W-7K3Q9F', 'I do not know "puase". Did you mean pause?'],
    ['pause W-7K3Q9F forever', 'I could not read "forever".'],
    ['change W-7K3Q9F', 'A watch is changed in a form'],
  ])('answers %j in a sentence', async (text, sentence) => {
    expect(await say(text)).toMatchObject({ sentence: expect.stringContaining(sentence), failure: 'input' });
  });
});

it('gives the settings of a watch back as somebody would give them', () => {
  const read = readWatch(LEADS, entriesOfSettings(aWatch()), parts);
  expect('settings' in read && read.settings).toEqual(aWatch().settings);
});
