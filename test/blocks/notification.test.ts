import { describe, expect, it } from 'vitest';
import { readWatchMenu, WATCH_CHOICES, watchMenuBlock, watchMenuValue } from '../../blocks/actions.ts';
import { isNewBlock } from '../../blocks/chart.ts';
import { digestMessage, manyMessage, plainDigestMessage } from '../../blocks/digest.ts';
import { historyMessage, notificationMessage } from '../../blocks/notification.ts';
import type { Notification, WatchLabel } from '../../src/watches/notification.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const watch: WatchLabel = { id: 'W-7K3Q9F', title: 'Leads in PMP with Status New', owner: 'U012AB3CD' };
const dangerous = new Set(['pmp.lead.delete']);
const people = new Map([
  ['U012AB3CD', 'ada'],
  ['U0BEN', 'ben'],
]);
const at = Date.UTC(2026, 10, 25, 10);

const lead: Notification = {
  event: 'changed',
  subject: 'pmp.lead/81',
  title: 'Ada & Co',
  card: {
    headline: 'Lead 81: Ada & Co',
    facts: { Status: 'Won', Source: 'Fair', Id: { code: '81' } },
    next: [
      { operation: 'pmp.lead.get', label: 'Open', input: { id: '81' } },
      { operation: 'pmp.lead.delete', label: 'Delete', input: { id: '81' } },
    ],
  },
  changes: [
    { label: 'Status', was: 'New', now: 'Won' },
    { label: 'E-mail', now: 'ada@example.com' },
  ],
  link: 'https://pmp.example/leads/81',
  actor: 'U0BEN',
  critical: false,
  at,
};
const named = (title: string, more: Partial<Notification> = {}): Notification => ({
  ...lead,
  title,
  subject: `pmp.lead/${title}`,
  ...more,
});

describe('a notification', () => {
  it('says what happened, what changed, and what can be done next', () => {
    const mention = { kind: 'person', id: 'U0CY' } as const;
    const message = notificationMessage({ form: 'one', watch, mention, notification: lead }, people, dangerous);
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT <@U0CY> Changed: Ada &amp; Co
      Status: New → Won, E-mail: now ada@example.com
      Source: Fair, Id: \`81\`
      Watch: Leads in PMP with Status New

      <@U0CY> *Changed: <https://pmp.example/leads/81|Ada &amp; Co>*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Mute this record = mute W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F]
      *Status*  New → Won
      *E-mail*  now ada@example.com
      | *Source* = Fair
      | *Id* = \`81\`
      [Open next:0] [Delete (danger) next:1]
      ~ Watch *Leads in PMP with Status New* · set up by @ada · by @ben · <!date^1795600800^{date_short_pretty} {time}|25 Nov 2026, 10:00 UTC>"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('of a record that is gone has no buttons, and one of the journal nothing to mute', () => {
    const gone = notificationMessage(
      { form: 'one', watch, notification: { ...lead, event: 'gone', changes: [] } },
      people,
      dangerous,
    );
    expect(outline(gone)).toMatchInlineSnapshot(`
      "TEXT Gone: Ada &amp; Co
      Status: Won, Source: Fair, Id: \`81\`
      Watch: Leads in PMP with Status New

      *Gone: <https://pmp.example/leads/81|Ada &amp; Co>*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Mute this record = mute W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F]
      | *Status* = Won
      | *Source* = Fair
      | *Id* = \`81\`
      ~ Watch *Leads in PMP with Status New* · set up by @ada · by @ben · <!date^1795600800^{date_short_pretty} {time}|25 Nov 2026, 10:00 UTC>"
    `);
    const { link: _, ...deed } = lead;
    const done = {
      ...deed,
      event: 'happened',
      title: 'Delete a lead: Ada & Co',
      subject: 'BH-7K2M',
      changes: [],
    } as const;
    const also = [{ id: 'W-2', title: 'Destructive operations', owner: 'U0BEN' }];
    const message = notificationMessage(
      { form: 'one', watch, also, notification: done, isTest: true },
      people,
      dangerous,
    );
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT This is a test of the watch. Nothing happened.
      Delete a lead: Ada &amp; Co
      Status: Won, Source: Fair, Id: \`81\`
      Watch: Leads in PMP with Status New

      ~ This is a test of the watch. Nothing happened.
      *Delete a lead: Ada &amp; Co*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      | *Status* = Won
      | *Source* = Fair
      | *Id* = \`81\`
      [Open next:0] [Delete (danger) next:1]
      ~ Watch *Leads in PMP with Status New* · set up by @ada and *Destructive operations* · set up by @ben · by @ben · <!date^1795600800^{date_short_pretty} {time}|25 Nov 2026, 10:00 UTC>"
    `);
  });

  it('leaves its history in the thread, where it mentions nobody', () => {
    expect(outline(historyMessage({ form: 'history', watch, notification: lead }, people))).toMatchInlineSnapshot(`
      "TEXT Changed: Ada &amp; Co
      Status: New → Won, E-mail: now ada@example.com

      *Status*  New → Won
      *E-mail*  now ada@example.com
      ~ Leads in PMP with Status New · by @ben · <!date^1795600800^{date_short_pretty} {time}|25 Nov 2026, 10:00 UTC>"
    `);
    const gone = { ...lead, event: 'gone', changes: [] } as const;
    expect(outline(historyMessage({ form: 'history', watch, notification: gone }, people))).toMatchInlineSnapshot(`
      "TEXT Gone: Ada &amp; Co

      *Gone: Ada &amp; Co*
      ~ Leads in PMP with Status New · by @ben · <!date^1795600800^{date_short_pretty} {time}|25 Nov 2026, 10:00 UTC>"
    `);
  });

  it('of a burst says how many, the first five, and where the others are', () => {
    const notifications = Array.from({ length: 7 }, (_, n) =>
      named(
        `Lead ${n}`,
        n % 3 ? { event: 'new', changes: [] } : { changes: [{ label: 'Status', was: 'New', now: 'Won' }] },
      ),
    );
    const message = manyMessage({ form: 'many', watch, notifications, batch: 'W-7K3Q9F.many.12' }, people);
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT 3 changed, 4 new at once
      • Changed: Lead 0, Status: New → Won
      • New: Lead 1
      • New: Lead 2
      • Changed: Lead 3, Status: New → Won
      • New: Lead 4
      • New: Lead 5
      • Changed: Lead 6, Status: New → Won
      Watch: Leads in PMP with Status New

      *3 changed, 4 new at once*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      • Changed: <https://pmp.example/leads/81|Lead 0>, Status: New → Won
      • New: <https://pmp.example/leads/81|Lead 1>
      • New: <https://pmp.example/leads/81|Lead 2>
      • Changed: <https://pmp.example/leads/81|Lead 3>, Status: New → Won
      • New: <https://pmp.example/leads/81|Lead 4>
      [Show all 7 watch_batch:0]
      ~ Watch *Leads in PMP with Status New* · set up by @ada"
    `);
    expect(problemsOf(message)).toEqual([]);
  });
});

describe('a digest', () => {
  const day = 24 * 60 * 60_000;
  const notifications = [
    named('Ada & Co', { at: at - 6 * day }),
    named('Bob <script>', { at: at - 2 * day, event: 'new', changes: [] }),
    named('Cy', { at, event: 'new', changes: [] }),
  ];
  const digest = { form: 'digest', watch, notifications, batch: 'W-7K3Q9F.digest.3', zone: 'Europe/Berlin' } as const;

  it('of a day is a table', () => {
    const message = digestMessage({ ...digest, from: at - day, to: at }, people);
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT 1 changed, 2 new: Leads in PMP with Status New
      • Changed: Ada &amp; Co, Status: New → Won, E-mail: now ada@example.com
      • New: Bob &lt;script&gt;
      • New: Cy
      Watch: Leads in PMP with Status New

      *1 changed, 2 new: Leads in PMP with Status New*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      TABLE Leads in PMP with Status New
      What | Name | Changes | When
      Changed | Ada & Co | Status: New → Won, E-mail: ada@example.com | Thu 19 Nov, 11:00
      New | Bob <script> | – | Mon 23 Nov, 11:00
      New | Cy | – | Wed 25 Nov, 11:00
      ~ Watch *Leads in PMP with Status New* · set up by @ada"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('of a week has a chart with every day of it', () => {
    const message = digestMessage({ ...digest, from: at - 7 * day, to: at }, people);
    expect(outline(message).split('\n').slice(8, 11)).toMatchInlineSnapshot(`
      [
        "CHART Changes a day (bar)",
        "Changes: Wed 18 Nov 0, Thu 19 Nov 1, Fri 20 Nov 0, Sat 21 Nov 0, Sun 22 Nov 0, Mon 23 Nov 1, Tue 24 Nov 0",
        "TABLE Leads in PMP with Status New",
      ]
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('is complete without the new blocks', () => {
    const message = plainDigestMessage({ ...digest, from: at - 7 * day, to: at }, people);
    expect(message.blocks.filter(isNewBlock)).toEqual([]);
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT 1 changed, 2 new: Leads in PMP with Status New
      • Changed: Ada &amp; Co, Status: New → Won, E-mail: now ada@example.com
      • New: Bob &lt;script&gt;
      • New: Cy
      Watch: Leads in PMP with Status New

      *1 changed, 2 new: Leads in PMP with Status New*
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      • Changed: <https://pmp.example/leads/81|Ada &amp; Co>, Status: New → Won, E-mail: now ada@example.com
      • New: <https://pmp.example/leads/81|Bob &lt;script&gt;>
      • New: <https://pmp.example/leads/81|Cy>
      [Show all 3 watch_batch:0]
      ~ Watch *Leads in PMP with Status New* · set up by @ada"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('holds a hundred rows, however long their words are', () => {
    const long = Array.from({ length: 140 }, (_, n) =>
      named(`Lead ${n} ${'wide '.repeat(80)}`, {
        changes: [{ label: 'Note', was: 'x'.repeat(900), now: 'y'.repeat(900) }],
      }),
    );
    const message = digestMessage({ ...digest, notifications: long, from: at - 30 * day, to: at }, people);
    expect(problemsOf(message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toContain('Show all 140');
  });
});

describe('the menu of a notification', () => {
  it('is read as it was written', () => {
    for (const choice of Object.keys(WATCH_CHOICES) as (keyof typeof WATCH_CHOICES)[]) {
      const read = readWatchMenu(watchMenuValue(choice, 'W-1'), watchMenuBlock('pmp.lead/81') ?? '');
      expect(read).toEqual({ choice, watch: 'W-1', subject: 'pmp.lead/81' });
    }
    expect(readWatchMenu('stop W-1', 'other')).toEqual({ choice: 'stop', watch: 'W-1' });
    expect(readWatchMenu('toString W-1', 'other')).toBeUndefined();
    expect(watchMenuBlock('x'.repeat(300))).toBeUndefined();
  });
});
