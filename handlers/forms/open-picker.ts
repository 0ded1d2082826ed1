import { BUTTON } from '../../blocks/actions.ts';
import { errorMessage } from '../../blocks/error.ts';
import { offerMessage } from '../../blocks/offer.ts';
import { pickerView } from '../../blocks/picker.ts';
import { permitted } from '../../src/engine/permitted.ts';
import { failureOf } from '../../src/errors.ts';
import type { Actor, Origin } from '../../src/journal/intent.ts';
import type { Context } from '../context.ts';
import { placeOf, withResponseUrl } from '../slack/reply-to.ts';
import { openView } from '../slack/show-view.ts';
import type { Draft } from './drafts.ts';

/** What the picker carries: where it was opened, and the draft with the text of the message it was opened on. */
export interface PickerState {
  /** Without its response URL. */
  origin: Origin;
  draft: string;
}

const TITLE = 'Run an operation';

/** A draft for which the operation is still to be chosen. */
export const isForPicker = ({ operation }: Draft): boolean => operation === '';

/** Opens the picker for a kept draft; where Slack does not open it, the person gets a button that does. */
export async function openPicker(
  context: Context,
  draft: Draft,
  draftKey: string,
  triggerId: string,
  actor: Actor,
): Promise<void> {
  const origin = withResponseUrl(draft.origin);
  let vendors: Awaited<ReturnType<typeof permitted>>;
  try {
    vendors = await permitted(context, actor, placeOf(origin));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const message = errorMessage(failure, { operation: TITLE, edit: draftKey });
    return context.deliver.toPerson(draft.origin, actor, message);
  }
  const metadata = JSON.stringify({ origin, draft: draftKey } satisfies PickerState);
  const viewId = await openView(context, triggerId, pickerView({ vendors, metadata }));
  if (viewId !== undefined) return;
  await context.deliver.toPerson(draft.origin, actor, offerMessage(TITLE, BUTTON.form, draftKey));
}
