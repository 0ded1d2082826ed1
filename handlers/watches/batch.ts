import { loadingView } from '../../blocks/loading.ts';
import { noticeView } from '../../blocks/notice-view.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { batchView, readBatchPage } from '../../blocks/watch-batch.ts';
import { failureOf } from '../../src/errors.ts';
import type { ButtonAction } from '../button-action.ts';
import type { Context } from '../context.ts';
import { placeOf } from '../slack/reply-to.ts';
import { openView, updateView } from '../slack/show-view.ts';

const TITLE = 'All notifications';

async function viewFor(context: Context, { actor }: ButtonAction, batch: string, page: number, channel?: string) {
  try {
    const found = await context.watches.batch(batch, { actor, policyPlace: channel ? { channel } : {} });
    return batchView(found, { batch, page, channel });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    return noticeView(TITLE, failure.message);
  }
}

/** Shows all that one message is about. The view opens first: a trigger lives three seconds. */
export async function showBatch(context: Context, action: ButtonAction): Promise<void> {
  const opened = await openView(context, action.body.trigger_id, loadingView(TITLE));
  if (opened === undefined) {
    const again = 'Slack did not let me open the list in time. Please press it once more.';
    return context.deliver.toPerson(action.origin, action.actor, noticeMessage(again));
  }
  const { channel } = placeOf(action.origin);
  await updateView(context, { view_id: opened }, await viewFor(context, action, action.value, 1, channel));
}

/** Turns its pages, in place. The view carries the channel, in which the rights are asked. */
export async function turnBatch(context: Context, action: ButtonAction): Promise<void> {
  const wanted = readBatchPage(action.value);
  const { view } = action.body;
  if (!wanted || !view) return;
  const { batch, page } = wanted;
  await updateView(context, { view_id: view.id }, await viewFor(context, action, batch, page, view.private_metadata));
}
