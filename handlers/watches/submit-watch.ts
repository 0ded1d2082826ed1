import type { ViewSubmitAction } from '@slack/bolt';
import { answerMessage } from '../../blocks/answer.ts';
import { watchErrors } from '../../blocks/watch-form.ts';
import { HOW_TO_CHANGE, watchLines } from '../../src/commands/own/watch-words.ts';
import { failureOf } from '../../src/errors.ts';
import { describeWatch } from '../../src/watches/describe.ts';
import type { Watch, WatchSettings, WatchSource } from '../../src/watches/watch.ts';
import type { WatchAsker } from '../../src/watches/watches.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../forms/drafts.ts';
import { actorOf } from '../slack/people.ts';
import { slackPlace } from '../slack/watch-place.ts';
import type { Ack } from '../take-up.ts';
import { knownOf } from './open-watch-form.ts';
import { draftIn, readDraft } from './read-watch-form.ts';
import { askerFor, channelOf, valuesOf } from './watch-draft.ts';

const TOO_OLD = 'This form has been open for too long. Please open it again; nothing was set up.';
const NO_CHANNEL = 'Choose a channel.';

type Saved = { watch: Watch } | { errors: Readonly<Record<string, string>> };

/** Settings that may be missing are taken away where the form has none. What was muted meanwhile stays so. */
const wholeChange = ({ muted, ...settings }: WatchSettings, known: Draft) => ({
  ...settings,
  ...(known.values.muted === undefined ? {} : { muted }),
  digest: settings.digest,
  quiet: settings.quiet,
  mention: settings.mention,
});

async function save(
  context: Context,
  shown: Draft,
  draft: Draft,
  asker: WatchAsker,
  { source, settings }: { source: WatchSource; settings: WatchSettings },
): Promise<Saved> {
  const { watch: id } = valuesOf(draft);
  if (id !== undefined) return { watch: await context.watches.change(id, wholeChange(settings, shown), asker) };
  const channel = channelOf(draft);
  if (!channel) return { errors: { channel: NO_CHANNEL } };
  const place = slackPlace({ team: asker.actor.team, channel });
  const { status, watch } = await context.watches.create({ source, settings, place, policyPlace: { channel } }, asker);
  if (status === 'created') return { watch };
  const what = `The channel has this watch already: ${watch.id}. Type /ops watches there to see or change it.`;
  return { errors: { what } };
}

/** What the person may mend in the form stays in the form. */
async function saveOrSay(...parts: Parameters<typeof save>): Promise<Saved> {
  try {
    return await save(...parts);
  } catch (error) {
    const { kind, message, fields } = failureOf(error);
    if (kind !== 'input' && kind !== 'denied') throw error;
    return { errors: fields ?? { '': message } };
  }
}

/** A submitted form of a watch. It is on record before it is acknowledged. */
export async function watchSubmitted(context: Context, ack: Ack, { view, ...body }: ViewSubmitAction): Promise<void> {
  const actor = actorOf(body);
  const shown = await context.formDrafts.find(view.private_metadata);
  const first = view.blocks.find(({ type }) => type === 'input')?.block_id ?? '';
  if (!shown) return ack({ response_action: 'errors', errors: { [first]: TOO_OLD } });
  const known = await knownOf(context, shown, actor);
  const draft = draftIn(shown, known, view.state.values);
  const refuse = (errors: Readonly<Record<string, string>>) =>
    ack({
      response_action: 'errors',
      errors: watchErrors(errors, known.fields, known.subject, known.watch !== undefined),
    });
  const read = readDraft(context, draft, known);
  if ('errors' in read) return refuse(read.errors);
  const saved = await saveOrSay(context, shown, draft, askerFor(draft, actor), read);
  if ('errors' in saved) return refuse(saved.errors);
  await ack({ response_action: 'clear' });
  const { watch } = saved;
  const lines = [...watchLines(watch), [`${watch.id}. ${HOW_TO_CHANGE}`]];
  const message = answerMessage(`${known.watch ? 'Changed' : 'Watching'}: ${describeWatch(watch)}`, lines);
  await context.deliver.toPerson(draft.origin, actor, message);
}
