import type { ModalView } from '@slack/types';
import { BUTTON } from '../../blocks/actions.ts';
import { errorMessage } from '../../blocks/error.ts';
import { offerMessage } from '../../blocks/offer.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { type WatchFormDraft, watchFormView } from '../../blocks/watch-form.ts';
import { mutedField, optionFields, watchFields } from '../../src/commands/own/watch-fields.ts';
import { serverZone } from '../../src/commands/when.ts';
import { failureOf } from '../../src/errors.ts';
import type { Actor } from '../../src/journal/intent.ts';
import { wordsOf } from '../../src/operations/operation.ts';
import { mustBeAllowed } from '../../src/watches/access.ts';
import { describeWatch } from '../../src/watches/describe.ts';
import { operationOfSource, subjectOf } from '../../src/watches/subjects.ts';
import type { Watch } from '../../src/watches/watch.ts';
import type { WatchSubject } from '../../src/watches/watches.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../forms/drafts.ts';
import { isKept } from '../forms/entries.ts';
import { openView } from '../slack/show-view.ts';
import { placeAddressOf } from '../slack/watch-place.ts';
import { askerFor, channelOf, subjectOfKey, valuesOf, valuesOfWatch, WATCH_TITLE } from './watch-draft.ts';

/** The trigger of a form lives three seconds. */
const ZONE_WITHIN_MS = 800;

/** All that is known about a draft, for drawing its form and for reading it. */
export interface KnownDraft {
  subjects: readonly WatchSubject[];
  subject?: WatchSubject;
  /** The watch that is changed. */
  watch?: Watch;
  fields: ReturnType<typeof watchFields>;
  zone: string;
}

/** What a watch that exists looks at, as a subject. */
function subjectOfWatch({ source, settings }: Watch): WatchSubject {
  const operation = operationOfSource(source);
  const title = describeWatch({ source, settings: { ...settings, filters: [] } });
  if (source.kind === 'records' && operation?.records) return { ...subjectOf(operation, source.input), title };
  return { key: title.slice(0, 70), title, source, filters: [], facts: [] };
}

/** Looks up what a draft is about. A watch that is gone meanwhile is not in the result. */
export async function knownOf(context: Context, draft: Draft, actor: Actor): Promise<KnownDraft> {
  const { what, watch: id } = valuesOf(draft);
  const watch = id === undefined ? undefined : await context.watches.find(id);
  const [subjects, zone] = await Promise.all([
    watch ? [] : context.watches.subjects(askerFor(draft, actor)),
    watch?.settings.zone ?? context.zones.of(actor.id, ZONE_WITHIN_MS),
  ]);
  const subject = watch ? subjectOfWatch(watch) : subjectOfKey(subjects, what);
  const clock = zone ?? serverZone();
  const fieldsOf = watch ? optionFields : watchFields;
  const muted = mutedField(watch?.settings.muted ?? []);
  return {
    subjects,
    ...(subject ? { subject } : {}),
    ...(watch ? { watch } : {}),
    fields: subject ? [...fieldsOf(subject, context.clients, clock), ...(muted ? [muted] : [])] : [],
    zone: clock,
  };
}

/** A search is told from the list of the same records by its verb. */
const offered = (subject: WatchSubject, subjects: readonly WatchSubject[]): WatchSubject => {
  const operation = operationOfSource(subject.source);
  const isListed = subjects.some(({ key }) => key === subject.key);
  return isListed || !operation ? subject : { ...subject, title: `${subject.title} (${wordsOf(operation.id).verb})` };
};

const MENTIONED = /^@([UW]\w+)$/;

/** The form of a draft, which is kept so that the form finds it again. */
export async function watchViewOf(
  context: Context,
  draft: Draft,
  known: KnownDraft,
  preview?: WatchFormDraft['preview'],
): Promise<ModalView> {
  const { subjects, subject, watch, fields } = known;
  const values = { ...(watch ? valuesOfWatch(watch) : {}), ...valuesOf(draft) };
  const whole = { ...draft, values };
  const mention = typeof values.mention === 'string' ? values.mention : '';
  const person = MENTIONED.exec(mention)?.[1];
  const groupId = /^@(S\w+)$/.exec(mention)?.[1];
  const group = values.group ?? (groupId === undefined ? undefined : { id: groupId, handle: groupId });
  const channel = channelOf(draft);
  const where = watch && placeAddressOf(watch.place)?.channel;
  return watchFormView({
    subjects,
    ...(subject ? { subject: watch ? subject : offered(subject, subjects) } : {}),
    fields,
    values,
    errors: draft.errors ?? {},
    kept: fields.filter((field) => isKept(field, whole)).map(({ name }) => name),
    notices: draft.notices ?? [],
    ...(channel ? { channel } : {}),
    ...(person ? { person } : {}),
    ...(group ? { group } : {}),
    ...(watch ? { changes: { id: watch.id, title: describeWatch(watch), ...(where ? { channel: where } : {}) } } : {}),
    ...(preview === undefined ? {} : { preview }),
    metadata: await context.formDrafts.keep(whole),
  });
}

const GONE = 'This watch was stopped. Set up another one with /ops watch.';

/** Opens the form of a watch for who may look at what it watches; where Slack does not open it, the person gets a button that does. */
export async function openWatchForm(context: Context, draft: Draft, triggerId: string, actor: Actor): Promise<void> {
  const say = (message: Parameters<typeof context.deliver.toPerson>[2]) =>
    context.deliver.toPerson(draft.origin, actor, message);
  let view: ModalView;
  try {
    const known = await knownOf(context, draft, actor);
    const isGone = valuesOf(draft).watch !== undefined && (!known.watch || known.watch.state === 'stopped');
    if (isGone) return say(noticeMessage(GONE));
    const source = known.watch?.source ?? known.subject?.source;
    if (source) await mustBeAllowed(context.policy, source, actor, askerFor(draft, actor).policyPlace);
    view = await watchViewOf(context, draft, known);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'bug') throw error;
    const edit = failure.kind === 'denied' ? {} : { edit: await context.formDrafts.keep(draft) };
    return say(errorMessage(failure, { operation: WATCH_TITLE, ...edit }));
  }
  const opened = await openView(context, triggerId, view);
  if (opened === undefined) await say(offerMessage(WATCH_TITLE, BUTTON.form, view.private_metadata ?? ''));
}

/** Acknowledges what asks for the form, then opens it. The draft is on record before. */
export async function ackThenOpenWatchForm(
  context: Context,
  draft: Draft,
  { ack, triggerId, actor }: { ack: () => Promise<void>; triggerId: string; actor: Actor },
): Promise<void> {
  const key = await context.formDrafts.owe(draft, actor);
  await context.formDrafts.showing(key, async () => {
    await ack();
    await openWatchForm(context, draft, triggerId, actor);
  });
}
