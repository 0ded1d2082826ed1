import type { WatchFormDraft } from '../../blocks/watch-form.ts';
import { ownNameIn } from '../../src/commands/own/watch-fields.ts';
import { failureOf } from '../../src/errors.ts';
import type { ButtonAction } from '../button-action.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../forms/drafts.ts';
import { updateView } from '../slack/show-view.ts';
import { slackPlace } from '../slack/watch-place.ts';
import { type KnownDraft, knownOf, watchViewOf } from './open-watch-form.ts';
import { draftIn, readDraft } from './read-watch-form.ts';
import { askerFor, channelOf, valuesOf } from './watch-draft.ts';

/** The form as it stands, with what is known of it; undefined when it was open for too long. */
async function stands(
  context: Context,
  { body, actor }: ButtonAction,
): Promise<{ draft: Draft; known: KnownDraft; viewId: string } | undefined> {
  const { view } = body;
  const shown = view && (await context.formDrafts.find(view.private_metadata));
  if (!view || !shown) return undefined;
  const known = await knownOf(context, shown, actor);
  return { draft: draftIn(shown, known, view.state.values), known, viewId: view.id };
}

/** Another thing to watch was chosen: its filters take the place of those before. What both have stays. */
export async function subjectChosen(context: Context, action: ButtonAction): Promise<void> {
  const at = await stands(context, action);
  if (!at) return;
  const isOfBefore = (name: string) => ownNameIn(name) !== undefined || name === 'filters' || name === 'fields';
  const kept = Object.entries(valuesOf(at.draft)).filter(([name]) => !isOfBefore(name));
  const draft = { ...at.draft, values: Object.fromEntries(kept), errors: {} };
  const known = await knownOf(context, draft, action.actor);
  await updateView(context, { view_id: at.viewId }, await watchViewOf(context, draft, known));
}

/** What the watch would have said of the last records, or why that cannot be known. */
async function previewOf(
  context: Context,
  draft: Draft,
  known: KnownDraft,
  actor: ButtonAction['actor'],
): Promise<{ preview: WatchFormDraft['preview'] } | { errors: Readonly<Record<string, string>> }> {
  const read = readDraft(context, draft, known);
  if ('errors' in read) return read;
  const asker = askerFor(draft, actor);
  const place = known.watch?.place ?? slackPlace({ team: actor.team, channel: channelOf(draft) ?? '' });
  try {
    const source = known.watch?.source ?? read.source;
    const wanted = { source, settings: read.settings, place, policyPlace: asker.policyPlace };
    return { preview: await context.watches.preview(wanted, asker) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    return { preview: failure.message };
  }
}

const LOOKING = 'Looking at the last records …';

/** Shows in the form what the watch would say. */
export async function showPreview(context: Context, action: ButtonAction): Promise<void> {
  const at = await stands(context, action);
  if (!at) return;
  const { draft, known, viewId } = at;
  const show = async (errors: Readonly<Record<string, string>>, preview?: WatchFormDraft['preview']) =>
    updateView(context, { view_id: viewId }, await watchViewOf(context, { ...draft, errors }, known, preview));
  const looking = show({}, LOOKING);
  const found = await previewOf(context, draft, known, action.actor);
  if (!(await looking)) return;
  if ('errors' in found) await show(found.errors);
  else await show({}, found.preview);
}
