import { describe, expect, it } from 'vitest';
import { watchNoticeMessage } from '../../blocks/notice.ts';
import type { WatchLabel, WatchNotice } from '../../src/watches/notification.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const watch: WatchLabel = { id: 'W-7K3Q9F', title: 'Leads in PMP with Status New', owner: 'U012AB3CD' };
const people = new Map([
  ['U012AB3CD', 'ada'],
  ['U0BEN', 'ben'],
]);

describe('a notice', () => {
  const notice = (said: WatchNotice, channel?: string) =>
    watchNoticeMessage({ form: 'notice', watch, notice: said }, people, channel);

  it('says who did what with the watch, and how it goes on', () => {
    const place = { door: 'slack', address: '' };
    const all = [
      notice({ what: 'created', by: 'U0BEN' }),
      notice({ what: 'changed', by: 'U0BEN', why: 'Every 5 minutes instead of every minute.' }),
      notice({ what: 'paused', by: 'U0BEN', why: 'Until Monday.' }),
      notice({ what: 'paused', why: 'Its owner may no longer look at what it watches.' }),
      notice({ what: 'stopped', by: 'U0BEN' }),
      notice({ what: 'paused', why: 'It is archived.', elsewhere: { place, watches: 3 } }, 'C0OPS'),
    ];
    expect(all.map(outline).join('\n\n')).toMatchInlineSnapshot(`
      "TEXT @ben set up the watch *Leads in PMP with Status New*.

      @ben set up the watch *Leads in PMP with Status New*.
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      ~ Watch *Leads in PMP with Status New* · set up by @ada

      TEXT @ben changed the watch *Leads in PMP with Status New*: Every 5 minutes instead of every minute.

      @ben changed the watch *Leads in PMP with Status New*: Every 5 minutes instead of every minute.
      [... watch_menu:0: Change this watch = change W-7K3Q9F | Pause for an hour = pause_hour W-7K3Q9F | Pause for a day = pause_day W-7K3Q9F | Pause until Monday = pause_monday W-7K3Q9F | Stop this watch = stop W-7K3Q9F]
      ~ Watch *Leads in PMP with Status New* · set up by @ada

      TEXT @ben paused the watch *Leads in PMP with Status New*: Until Monday.

      @ben paused the watch *Leads in PMP with Status New*: Until Monday.
      [Resume watch_resume:0]
      ~ Watch *Leads in PMP with Status New* · set up by @ada

      TEXT The watch *Leads in PMP with Status New* of <@U012AB3CD> is paused: Its owner may no longer look at what it watches.

      The watch *Leads in PMP with Status New* of <@U012AB3CD> is paused: Its owner may no longer look at what it watches.
      [Resume watch_resume:0] [Take over watch_own:0]
      ~ Watch *Leads in PMP with Status New* · set up by @ada

      TEXT @ben stopped the watch *Leads in PMP with Status New*.

      @ben stopped the watch *Leads in PMP with Status New*.
      ~ Watch *Leads in PMP with Status New* · set up by @ada

      TEXT The watch *Leads in PMP with Status New* and 2 more of yours there are paused, because I cannot post in <#C0OPS>: It is archived.

      The watch *Leads in PMP with Status New* and 2 more of yours there are paused, because I cannot post in <#C0OPS>: It is archived.
      [Resume watch_resume:0]
      ~ Watch *Leads in PMP with Status New* · set up by @ada"
    `);
    expect(all.flatMap(problemsOf)).toEqual([]);
  });
});
