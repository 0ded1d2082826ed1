import type { InputBlock, KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { Field } from '../src/operations/fields.ts';
import type { Notification } from '../src/watches/notification.ts';
import { BUTTON, buttonId, VIEW } from './actions.ts';
import { factsInLine } from './facts.ts';
import { fieldBlocks } from './form.ts';
import { INPUT_ACTION, type StateValues } from './form-values.ts';
import { LIMITS } from './limits.ts';
import { button, buttonRow, context, section } from './parts.ts';
import { isOffered, optionOf } from './suggestions.ts';
import { bold, channelMention, md, plain, words } from './text.ts';
import { changesInLine, happened } from './watch-parts.ts';

/** What can be watched, as the form offers it. */
export interface OfferedSubject {
  key: string;
  title: string;
  note?: string;
}

/** The form of a watch, as far as it is known. */
export interface WatchFormDraft {
  subjects: readonly OfferedSubject[];
  subject?: OfferedSubject;
  /** Inputs of the subject, of its filters and of the options. */
  fields: readonly Field[];
  values: Readonly<Record<string, unknown>>;
  errors?: Readonly<Record<string, string>>;
  kept?: readonly string[];
  notices?: readonly string[];
  channel?: string;
  /** Who is mentioned. */
  person?: string;
  group?: { id: string; handle: string };
  /** A watch that is changed keeps what it looks at and where it posts. */
  changes?: { id: string; title: string; channel?: string };
  /** What it would have said; a sentence where that cannot be known. */
  preview?: readonly Notification[] | string;
  /** Comes back with the submission: an opaque key. */
  metadata: string;
}

/** The blocks that are no field of the watch itself. */
export const WATCH_BLOCK = {
  what: 'what',
  channel: 'channel',
  person: 'mention_person',
  group: 'mention_group',
} as const;

/** Fields that every subject has, whose input keeps its value when another subject is chosen. */
const COMMON: ReadonlySet<string> = new Set(['mode', 'every', 'at', 'days', 'quiet', 'personal']);
const SEPARATOR = '@';

/** Slack keeps what stands in an input while its id stays: the filters of one subject must not become another's. */
const blockOf = (name: string, subject: OfferedSubject | undefined): string =>
  COMMON.has(name) || !subject ? name : `${name}${SEPARATOR}${subject.key}`;

const nameOf = (block: string): string => block.split(SEPARATOR, 1)[0] ?? block;

/** What Slack reports of the form, by the names of the fields. */
export const watchState = (state: StateValues): StateValues =>
  Object.fromEntries(Object.entries(state).map(([block, value]) => [nameOf(block), value]));

const byBlock = <T>(values: Readonly<Record<string, T>>, subject: OfferedSubject | undefined): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [blockOf(name, subject), value]));

/** Errors by the inputs of this form; what belongs to none of them stands at the first one. */
export function watchErrors(
  errors: Readonly<Record<string, string>>,
  fields: readonly Field[],
  subject: OfferedSubject | undefined,
  isChange: boolean,
): Record<string, string> {
  const own: readonly string[] = isChange ? [WATCH_BLOCK.person, WATCH_BLOCK.group] : [...Object.values(WATCH_BLOCK)];
  const first = isChange ? blockOf(fields[0]?.name ?? '', subject) : WATCH_BLOCK.what;
  const placed: Record<string, string> = {};
  for (const [name, why] of Object.entries(errors)) {
    const block = fields.some((field) => field.name === name)
      ? blockOf(name, subject)
      : name === 'mention'
        ? WATCH_BLOCK.person
        : own.includes(name)
          ? name
          : first;
    placed[block] = [placed[block], why].filter(Boolean).join(' ');
  }
  return placed;
}

const input = (block_id: string, label: string, element: InputBlock['element'], more: Partial<InputBlock> = {}) =>
  ({ type: 'input', block_id, label: plain(label, LIMITS.inputLabel), element, ...more }) satisfies InputBlock;

const wrong = (why: string | undefined): KnownBlock[] =>
  why === undefined ? [] : [context(md`*Please correct:* ${words(why, 1000)}`)];

function subjectBlocks({ subjects, subject, errors = {} }: WatchFormDraft): KnownBlock[] {
  const offered = [...new Map([...(subject ? [subject] : []), ...subjects].map((one) => [one.key, one])).values()]
    .map(({ key, title }) => ({ value: key, label: title }))
    .filter(isOffered)
    .slice(0, LIMITS.options)
    .map(optionOf);
  const initial = offered.find(({ value }) => value === subject?.key);
  const element: StaticSelect = {
    type: 'static_select',
    action_id: buttonId(BUTTON.watchSubject),
    options: offered,
    placeholder: plain('Search by name', LIMITS.placeholder),
    ...(initial && { initial_option: initial }),
  };
  return [
    input(WATCH_BLOCK.what, 'What', element, { dispatch_action: true }),
    ...wrong(errors.what),
    ...(subject?.note === undefined ? [] : [context(words(subject.note, 1000))]),
  ];
}

function mentionBlocks({ person, group, errors = {} }: WatchFormDraft): KnownBlock[] {
  const initial = group && { text: plain(`@${group.handle}`, LIMITS.optionText), value: group.id };
  return [
    input(
      WATCH_BLOCK.person,
      'Mention a person',
      { type: 'users_select', action_id: INPUT_ACTION, ...(person && { initial_user: person }) },
      { optional: true, hint: plain('Nobody is mentioned unless you choose somebody.') },
    ),
    input(
      WATCH_BLOCK.group,
      'Or a group',
      {
        type: 'external_select',
        action_id: INPUT_ACTION,
        min_query_length: 0,
        ...(initial && { initial_option: initial }),
      },
      { optional: true },
    ),
    ...wrong(errors.mention),
  ];
}

function channelBlock({ channel }: WatchFormDraft): KnownBlock {
  // A direct conversation is offered only where the watch is set up in one.
  const include: ('public' | 'private' | 'im')[] = [
    'public',
    'private',
    ...(channel?.startsWith('D') ? ['im' as const] : []),
  ];
  return input(
    WATCH_BLOCK.channel,
    'Channel',
    {
      type: 'conversations_select',
      action_id: INPUT_ACTION,
      default_to_current_conversation: true,
      filter: { include },
      ...(channel && { initial_conversation: channel }),
    },
    { hint: plain('I must be in it to post there.') },
  );
}

const PREVIEWED = 5;

/** What changed; of a record that only is there what it is like. */
const saidOf = ({ changes, card }: Notification) =>
  changes.length > 0 ? changesInLine(changes, 1000) : factsInLine(card.facts, 3);

function previewBlocks({ preview }: WatchFormDraft): KnownBlock[] {
  if (preview === undefined) return [];
  if (typeof preview === 'string') return [context(words(preview, 1000))];
  const lines = preview
    .slice(0, PREVIEWED)
    .map((one) => section(md`${bold(happened(one, 300, true) as string, 300)}\n${saidOf(one)}`));
  const heading =
    preview.length > 0 ? 'It would have said, of the last records:' : 'Nothing there would have been worth a word.';
  return [context(words(heading)), ...lines];
}

/** The form that sets a watch up or changes one, filled with what is known so far. */
export function watchFormView(draft: WatchFormDraft): ModalView {
  const { subject, fields, errors = {}, notices = [], changes, metadata, kept = [] } = draft;
  const shown = {
    values: byBlock(draft.values, subject),
    errors: byBlock(errors, subject),
    kept: kept.map((name) => blockOf(name, subject)),
  };
  const fixed =
    changes && md`${bold(changes.title, 600)}${changes.channel ? md` in ${channelMention(changes.channel)}` : md``}`;
  const blocks: KnownBlock[] = [
    ...wrong(errors['']),
    ...notices.slice(0, 5).map((notice) => context(md`*Note:* ${words(notice, 1000)}`)),
    ...(fixed ? [section(fixed)] : subjectBlocks(draft)),
    ...fields.flatMap((field) => fieldBlocks({ ...field, name: blockOf(field.name, subject) }, shown)),
    ...(subject ? mentionBlocks(draft) : []),
    ...(subject && !changes ? [channelBlock(draft)] : []),
    ...(subject ? buttonRow([button(BUTTON.watchPreview, 'Preview', subject.key)]) : []),
    ...previewBlocks(draft),
  ];
  return {
    type: 'modal',
    callback_id: VIEW.watch,
    private_metadata: metadata,
    title: plain(changes ? 'Change a watch' : 'Set up a watch', LIMITS.viewTitle),
    submit: plain(changes ? 'Save' : 'Watch', LIMITS.viewButton),
    close: plain('Cancel', LIMITS.viewButton),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

interface Reported {
  selected_option?: { value: string; text?: { text: string } } | null;
  selected_user?: string | null;
  selected_conversation?: string | null;
}

/** What was chosen in the blocks that are no field. */
export function watchChoices(
  state: StateValues,
): Pick<WatchFormDraft, 'channel' | 'person' | 'group'> & { what?: string } {
  const reported = (block: string, action: string = INPUT_ACTION) => state[block]?.[action] as Reported | undefined;
  const what = reported(WATCH_BLOCK.what, buttonId(BUTTON.watchSubject))?.selected_option?.value;
  const person = reported(WATCH_BLOCK.person)?.selected_user;
  const group = reported(WATCH_BLOCK.group)?.selected_option;
  const channel = reported(WATCH_BLOCK.channel)?.selected_conversation;
  return {
    ...(what ? { what } : {}),
    ...(person ? { person } : {}),
    ...(group ? { group: { id: group.value, handle: (group.text?.text ?? group.value).replace(/^@/, '') } } : {}),
    ...(channel ? { channel } : {}),
  };
}
