import { isDeepStrictEqual } from 'node:util';
import { BUTTON } from '../../blocks/actions.ts';
import { noticeView } from '../../blocks/notice-view.ts';
import { button, buttonRow } from '../../blocks/parts.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { cameToNothing } from '../../src/engine/proposals.ts';
import type { Entry, Intent } from '../../src/journal/intent.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Context } from '../context.ts';

/** As long as drafts are kept: no form stays open longer. */
const KEEP_MS = 12 * 60 * 60_000;

/** As the journal keeps it: without what is undefined. */
const stored = (input: Record<string, unknown>): unknown => JSON.parse(JSON.stringify(input));

/** Whether a form was sent before with other values: corrected after an acknowledgement that came too late. */
const hasOtherValues = (known: Entry, { input }: Intent): boolean =>
  !isDeepStrictEqual(stored(known.input), stored(input));

const said = ({ reference }: Entry): string =>
  `Already sent with other values: ${reference}. What you changed since was not sent.`;

/** What Slack does with the form: closes it, or says that other values of it were sent before. */
export function answerToSubmission(operation: Operation, intent: Intent, known: Entry | undefined): unknown {
  if (!known || !hasOtherValues(known, intent)) return { response_action: 'clear' };
  const sentence = `${said(known)} A message offers the form again, with what you entered last.`;
  return { response_action: 'update', view: noticeView(operation.title, sentence) };
}

/** Reports values that were not sent to the person, and offers the form with them. Does nothing where there are none. */
export async function offerUnsent(context: Context, operation: Operation, known: Entry, intent: Intent): Promise<void> {
  if (!hasOtherValues(known, intent)) return;
  const { input, origin, actor } = intent;
  const draft = await context.formDrafts.keep({ operation: operation.id, values: input, origin });
  const notice = noticeMessage(`${said(known)} Open the form to look at it and send it as well.`);
  const message = {
    ...notice,
    blocks: [...notice.blocks, ...buttonRow([button(BUTTON.form, 'Open the form', draft)])],
  };
  await context.deliver.toPerson(origin, actor, message);
}

const submissionKey = ({ key }: Pick<Intent, 'key'>): string => `submitted ${key}`;

/**
 * Remembers what became of a submission. The question of a form has a key of its own each time, so the journal's keys do
 * not say it. The submission is on record: failing here must not be shown as if it was not.
 */
export const rememberSubmission = (
  { drafts, log }: Pick<Context, 'drafts' | 'log'>,
  intent: Pick<Intent, 'key'>,
  { reference }: Pick<Entry, 'reference'>,
): Promise<void> =>
  drafts
    .keep(submissionKey(intent), reference, KEEP_MS)
    .catch((error) => log.warn({ err: error, reference }, 'submission not remembered'));

/**
 * The intent that an earlier submission of this very form sent, whether it had to be confirmed or not. One that came to
 * nothing counts for nothing: its form may be sent again.
 */
export async function sentBefore(context: Context, intent: Intent): Promise<Entry | undefined> {
  const reference = await context.drafts.find(submissionKey(intent));
  const entry = reference === undefined ? undefined : await context.journal.find(reference);
  return entry === undefined || entry.state === 'proposed' || cameToNothing(entry) ? undefined : entry;
}
