import type { ModalView } from '@slack/types';
import type { Notification } from '../src/watches/notification.ts';
import { BUTTON } from './actions.ts';
import { dateToken } from './dates.ts';
import { LIMITS } from './limits.ts';
import { button, buttonRow, context, section } from './parts.ts';
import { joined, md, plain, words } from './text.ts';
import { changesInLine, countsOf, happened } from './watch-parts.ts';

const PER_PAGE = 20;

/** What a button of its pages carries, and what it means. */
export const batchPageValue = (batch: string, page: number): string => `${page} ${batch}`;
export function readBatchPage(value: string): { batch: string; page: number } | undefined {
  const [, page, batch] = /^(\d{1,6}) (\S{1,300})$/.exec(value) ?? [];
  return page === undefined || batch === undefined ? undefined : { page: Number(page), batch };
}

/** All that one message of a watch is about, a page at a time. `channel`: where that message stands. */
export function batchView(
  notifications: readonly Notification[],
  { batch, page: wanted, channel = '' }: { batch: string; page: number; channel?: string | undefined },
): ModalView {
  const pages = Math.max(1, Math.ceil(notifications.length / PER_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = notifications.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const none = 'These are no longer kept. The records themselves can be searched as ever.';
  const turn = (label: string, to: number, index: number) =>
    button(BUTTON.watchBatchPage, label, batchPageValue(batch, to), { index });
  return {
    type: 'modal',
    title: plain('All notifications', LIMITS.viewTitle),
    private_metadata: channel,
    close: plain('Close', LIMITS.viewButton),
    blocks: [
      notifications.length === 0 ? section(words(none)) : context(words(countsOf(notifications))),
      ...shown.map((one) =>
        section(
          joined(
            [
              joined([md`*${happened(one, 400)}*`, dateToken(new Date(one.at).toISOString())], ' · '),
              changesInLine(one.changes, 1500),
            ],
            '\n',
          ),
        ),
      ),
      ...(pages > 1 ? [context(md`Page ${page} of ${pages}`)] : []),
      ...buttonRow([
        page > 1 ? turn('Previous page', page - 1, 0) : undefined,
        page < pages ? turn('Next page', page + 1, 1) : undefined,
      ]),
    ],
  };
}
