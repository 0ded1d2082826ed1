import { isDeepStrictEqual } from 'node:util';
import { BUTTON } from '../../blocks/actions.ts';
import { noticeView } from '../../blocks/notice-view.ts';
import { button, buttonRow } from '../../blocks/parts.ts';
import { noticeMessage } from '../../blocks/status.ts';
import type { Entry, Intent } from '../../src/intent.ts';
import type { Operation } from '../../src/operation.ts';
import type { Desk } from './desk.ts';

/** As the journal keeps it: without what is undefined. */
const stored = (input: Record<string, unknown>): unknown => JSON.parse(JSON.stringify(input));

/** Whether a form was sent before with other values: corrected after an acknowledgement that came too late. */
export const hasOtherValues = (known: Entry, { input }: Intent): boolean =>
  !isDeepStrictEqual(stored(known.input), stored(input));

const said = ({ reference }: Entry): string =>
  `Already sent with other values: ${reference}. What you changed since was not sent.`;

/** What stands in place of the form. */
export const alreadySentView = (operation: Operation, known: Entry) =>
  noticeView(operation.title, `${said(known)} A message offers the form again, with what you entered last.`);

/** Tells the person, and offers the form with the values that were not sent. */
export async function offerUnsent(desk: Desk, operation: Operation, known: Entry, intent: Intent): Promise<void> {
  const { input, origin, actor } = intent;
  const { seen: _, ...place } = origin;
  const draft = await desk.drafts.keep({ operation: operation.id, values: input, origin: place });
  const notice = noticeMessage(`${said(known)} Open the form to look at it and send it as well.`);
  const message = {
    ...notice,
    blocks: [...notice.blocks, ...buttonRow([button(BUTTON.form, 'Open the form', draft)])],
  };
  await desk.deliver.toPerson(origin, actor, message);
}
