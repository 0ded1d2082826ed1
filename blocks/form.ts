import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Field } from '../src/operations/fields.ts';
import type { Risk } from '../src/operations/operation.ts';
import { VIEW } from './actions.ts';
import { type Input, inputFor } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { context, plainSection, section } from './parts.ts';
import { joined, line, md, plain, words } from './text.ts';

/** Room for about 9,000 characters, more than a command can hold. */
const TYPED_SECTIONS = 6;

/** A form with the values that were understood and the errors that are left. */
export interface FormDraft {
  operation: { id: string; title: string; summary: string; risk: Risk };
  fields: readonly Field[];
  /** By field name; what Slack would not take as an initial value is shown beside its input. */
  values: Readonly<Record<string, unknown>>;
  /** Field name -> what would be right; any other key belongs to the form as a whole. */
  errors?: Readonly<Record<string, string>>;
  /** Names of fields that keep a value their input cannot show, until another one is given. */
  kept?: readonly string[];
  notices?: readonly string[];
  /** Comes back with the submission, at most 3,000 characters: an opaque key. */
  metadata: string;
  /** Label of the button, where the operation's title will not do. */
  submit?: string;
}

/** Shows the whole typed text, in as many sections as it needs, so that it can be copied. */
const typedBlocks = (typed: string): KnownBlock[] =>
  (typed.match(/[\s\S]{1,1450}/gu) ?? [])
    .slice(0, TYPED_SECTIONS)
    .map((part, index) => plainSection(index === 0 ? `You typed: ${part}` : part));

/** Long texts are cut once a person can recognise them. */
const keptBlock = (field: Field, value: string): KnownBlock =>
  context(md`${line(field.label || field.name, 100)}: ${words(value, 300)} (kept as it is, unless you give another)`);

function inputBlock(field: Field, { element, hint }: Input, isKept: boolean): InputBlock {
  const hints = [field.hint, hint].filter((one) => one !== undefined).join(' ');
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label || field.name, LIMITS.inputLabel),
    element,
    optional: isKept || !field.required,
    ...(hints && { hint: plain(hints, LIMITS.inputHint) }),
  };
}

/** The input of one field, with what is wrong and what does not fit beside it. */
export function fieldBlocks(field: Field, draft: Pick<FormDraft, 'values' | 'errors' | 'kept'>): KnownBlock[] {
  const input = inputFor(field, draft.values[field.name] ?? field.default);
  const error = draft.errors?.[field.name];
  const isKept = input.typed !== undefined && draft.kept?.includes(field.name) === true;
  if (isKept) return [inputBlock(field, input, true), keptBlock(field, input.typed ?? '')];
  return [
    inputBlock(field, input, false),
    ...(error === undefined ? [] : [context(md`*Please correct:* ${words(error, 1000)}`)]),
    ...(input.typed === undefined ? [] : typedBlocks(input.typed)),
  ];
}

function errorSummary({ fields, errors = {} }: FormDraft): KnownBlock[] {
  const wrong = fields.filter((field) => errors[field.name] !== undefined);
  const others = Object.entries(errors).filter(([name]) => !fields.some((field) => field.name === name));
  const names = joined(
    wrong.map((field) => line(field.label || field.name, 100)),
    ', ',
    1000,
  );
  return [
    ...(wrong.length > 0 ? [section(md`*Not sent yet. Please correct:* ${names}`)] : []),
    ...others.slice(0, 5).map(([, message]) => section(md`*Please correct:* ${words(message, 1000)}`)),
  ];
}

/** The form of an operation, filled with what is known so far. Slack takes it whatever the values are. */
export function formView(draft: FormDraft): ModalView {
  const { operation, fields, notices = [] } = draft;
  const isDestructive = operation.risk === 'destructive';
  const top: KnownBlock[] = [
    ...errorSummary(draft),
    ...(operation.summary.trim() ? [section(words(operation.summary, 1000))] : []),
    ...notices.slice(0, 5).map((notice) => context(md`*Note:* ${words(notice, 1000)}`)),
    ...(isDestructive
      ? [context(md`*Note:* You see what will happen, and are asked once more, before anything is sent.`)]
      : []),
  ];
  const all = [...top, ...fields.flatMap((field) => fieldBlocks(field, draft))];
  // The errors are named at the top as well, so in a very large form they give way to its inputs.
  const blocks = all.length <= LIMITS.viewBlocks ? all : [...top, ...all.filter(({ type }) => type === 'input')];
  return {
    type: 'modal',
    callback_id: VIEW.form,
    private_metadata: draft.metadata,
    title: plain(operation.title, LIMITS.viewTitle),
    submit: plain(draft.submit ?? (isDestructive ? 'Continue' : operation.title), LIMITS.viewButton),
    close: plain('Cancel', LIMITS.viewButton),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

/**
 * Errors the way Slack takes them: keys are inputs of this very form. What belongs to no input is put at the first one,
 * since Slack refuses keys it does not know and shows nothing else.
 */
export function errorsByField(
  errors: Readonly<Record<string, string>>,
  fields: readonly Field[],
): Record<string, string> {
  const names = new Set(fields.map((field) => field.name));
  const own = Object.entries(errors).filter(([name]) => names.has(name));
  const others = Object.entries(errors).filter(([name]) => !names.has(name));
  const placed: Record<string, string> = Object.fromEntries(own);
  const first = fields[0];
  if (first && others.length > 0) {
    placed[first.name] = [placed[first.name], ...others.map(([, message]) => message)].filter(Boolean).join(' ');
  }
  return placed;
}
