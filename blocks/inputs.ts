import type {
  Checkboxes,
  Datepicker,
  DateTimepicker,
  EmailInput,
  FileInput,
  InputBlockElement,
  NumberInput,
  PlainTextInput,
  URLInput,
} from '@slack/types';
import type { Choice, Field, FieldKind } from '../src/operations/fields.ts';
import { isDay, momentOf } from './dates.ts';
import { fieldValues, INPUT_ACTION, listText } from './form-values.ts';
import { LIMITS } from './limits.ts';
import { isOffered, optionOf } from './suggestions.ts';
import { plain } from './text.ts';

/** The element that asks for a field. */
export interface Input {
  element: InputBlockElement;
  /** What a person must know besides the field's own hint. */
  hint?: string;
  /** What was typed and does not fit this element: it is shown beside it, so that nothing typed is lost. */
  typed?: string;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const INTEGER = /^-?\d+$/;
/** Deliberately strict: whatever Slack might not take for an address is shown beside the input instead. */
const EMAIL = /^[\w.+-]+@[a-z\d-]+(\.[a-z\d-]+)+$/i;

/** A file is its name. */
const itemText = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item);

const asText = (value: unknown): string =>
  Array.isArray(value) ? listText(value.map(itemText)) : value === undefined || value === null ? '' : String(value);

const isWebAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

const base = { action_id: INPUT_ACTION };
const placeholderOf = (field: Field) =>
  field.placeholder ? { placeholder: plain(field.placeholder, LIMITS.placeholder) } : {};

/** Puts a value in the element if it fits, and beside it if it does not. */
function filled<E extends InputBlockElement>(text: string, fits: boolean, element: E, initial: Partial<E>): Input {
  if (text === '') return { element };
  return fits && text.length <= LIMITS.inputText ? { element: { ...element, ...initial } } : { element, typed: text };
}

/**
 * Limits that what was typed already breaks are left out: with them Slack would refuse the whole form, without them the
 * person sees the text, the error under it, and can mend it in place.
 */
function textInput(field: Field, text: string, multiline: boolean): Input {
  // An address pasted instead of an id is longer than any id.
  const max = field.idOf ? LIMITS.inputText : (field.maxLength ?? LIMITS.inputText);
  const min = field.minLength ?? 0;
  const element: PlainTextInput = {
    type: 'plain_text_input',
    ...base,
    multiline: multiline || text.includes('\n'),
    ...(min > 1 &&
      min <= Math.min(max, LIMITS.inputText) &&
      (text === '' || text.length >= min) && { min_length: min }),
    ...(max >= 1 && max < LIMITS.inputText && text.length <= max && { max_length: max }),
    ...placeholderOf(field),
  };
  return filled(text, true, element, { initial_value: text });
}

const listInput = (field: Field, text: string): Input => ({
  ...textInput(field, text, true),
  hint: 'Separate several with commas, or put each on a line of its own.',
});

function numberInput(field: Field, text: string): Input {
  const form = field.kind === 'integer' ? INTEGER : NUMBER;
  const bound = (name: string, limit: number | undefined, isBroken: boolean) =>
    limit === undefined || isBroken || !form.test(String(limit)) ? {} : { [name]: String(limit) };
  const fits = form.test(text) && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;
  const typed = fits ? Number(text) : undefined;
  const { minimum, maximum } = field;
  const element: NumberInput = {
    type: 'number_input',
    ...base,
    is_decimal_allowed: field.kind === 'number',
    ...bound('min_value', minimum, typed !== undefined && minimum !== undefined && typed < minimum),
    ...bound('max_value', maximum, typed !== undefined && maximum !== undefined && typed > maximum),
    ...placeholderOf(field),
  };
  return filled(text, fits, element, { initial_value: text });
}

/** What a field offers: each choice once, and of an open list what it holds as well. */
function choicesOf({ options = [], openList }: Field, held: readonly string[]): Choice[] {
  const choices = new Map(options.map((choice) => [choice.value, choice]));
  if (openList) for (const value of held) if (!choices.has(value)) choices.set(value, { value, label: value });
  return [...choices.values()];
}

/** A menu of the choices, or above Slack's 100 one that searches them. */
function menuOf(field: Field, choices: readonly Choice[]) {
  const offered = choices.filter(isOffered).map(optionOf);
  const isSearched = offered.length > LIMITS.options && field.typeAhead === true;
  const options = isSearched ? offered : offered.slice(0, LIMITS.options);
  return { options, isSearched, leftOut: choices.length - options.length };
}

function choiceInput(field: Field, value: unknown): Input {
  const isMany = field.kind === 'multiselect';
  const wanted = [value]
    .flat()
    .map(asText)
    .filter((one) => one !== '');
  const { options, isSearched, leftOut } = menuOf(field, field.options?.length ? choicesOf(field, wanted) : []);
  if (options.length === 0) return isMany ? listInput(field, asText(value)) : textInput(field, asText(value), false);
  const known = options.filter((option) => wanted.includes(option.value));
  const chosen = isMany ? known : known.slice(0, 1);
  const strange = wanted.filter((one) => !chosen.some((option) => option.value === one));
  const common = { ...base, ...placeholderOf(field) };
  const [only] = chosen;
  const initial = isMany ? only && { initial_options: chosen } : only && { initial_option: only };
  const search = { min_query_length: 0, ...common, ...initial };
  const list = { ...common, options, ...initial };
  const element = isSearched
    ? { type: isMany ? ('multi_external_select' as const) : ('external_select' as const), ...search }
    : { type: isMany ? ('multi_static_select' as const) : ('static_select' as const), ...list };
  const hints = [
    isSearched ? `Type to search all ${options.length}.` : '',
    leftOut > 0 ? `${leftOut} more choices do not fit in this list; a command takes them all.` : '',
  ].filter(Boolean);
  return {
    element: element as InputBlockElement,
    ...(strange.length > 0 && { typed: listText(strange) }),
    ...(hints.length > 0 && { hint: hints.join(' ') }),
  };
}

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

function checkboxInput(value: unknown): Input {
  const yes = { text: plain('Yes'), value: 'yes' };
  const element: Checkboxes = { type: 'checkboxes', ...base, options: [yes] };
  return filled(value === false ? '' : asText(value), value === true, element, { initial_options: [yes] });
}

function momentInput(text: string): Input {
  const at = momentOf(text);
  const seconds = at === undefined ? 0 : Math.floor(at / 1000);
  // Slack wants ten digits, which is 2001 to 2286.
  const fits = seconds >= 1e9 && seconds < 1e10;
  const element: DateTimepicker = { type: 'datetimepicker', ...base };
  return filled(text, fits, element, { initial_date_time: seconds });
}

/** Slack takes no initial files: a form that opens again has to be given them once more. */
function fileInput({ maxItems, maxBytes }: Field, text: string): Input {
  const most = Math.min(maxItems ?? LIMITS.files, LIMITS.files);
  const element: FileInput = { type: 'file_input', ...base, max_files: most };
  const size = maxBytes === undefined ? '' : `, at most ${Math.round((maxBytes / 2 ** 20) * 10) / 10} MB together`;
  return { ...filled(text, false, element, {}), hint: `Up to ${most} ${most === 1 ? 'file' : 'files'}${size}.` };
}

function emailInput(field: Field, text: string): Input {
  const element: EmailInput = { type: 'email_text_input', ...base, ...placeholderOf(field) };
  return filled(text, EMAIL.test(text), element, { initial_value: text });
}

function urlInput(field: Field, text: string): Input {
  const element: URLInput = { type: 'url_text_input', ...base, ...placeholderOf(field) };
  return filled(text, isWebAddress(text), element, { initial_value: text });
}

function dateInput(field: Field, text: string): Input {
  const element: Datepicker = { type: 'datepicker', ...base, ...placeholderOf(field) };
  return filled(text, isDay(text), element, { initial_date: text });
}

/** How each kind is drawn. */
const DRAW: Readonly<Record<FieldKind, (field: Field, text: string, value: unknown) => Input>> = {
  text: (field, text) => textInput(field, text, false),
  multiline: (field, text) => textInput(field, text, true),
  number: numberInput,
  integer: numberInput,
  email: emailInput,
  url: urlInput,
  date: dateInput,
  datetime: (_, text) => momentInput(text),
  select: (field, _, value) => choiceInput(field, value),
  multiselect: (field, _, value) => choiceInput(field, value),
  checkbox: (_, __, value) => checkboxInput(value),
  yesno: (field, _, value) => choiceInput({ ...field, options: YES_OR_NO }, value),
  list: listInput,
  file: fileInput,
};

/** The element for a field, holding `value` if Slack would take it there. */
export const inputFor = (field: Field, value: unknown): Input => DRAW[field.kind](field, asText(value), value);

/** What an input that was opened with a value reports when nobody touches it, and whether it could show that value. */
export function untouched(field: Field, value: unknown): { reported: unknown; isShown: boolean } {
  const input = inputFor(field, value);
  const element = input.element as unknown as Record<string, unknown>;
  const reported = {
    value: element.initial_value,
    selected_date: element.initial_date,
    selected_date_time: element.initial_date_time,
    selected_option: element.initial_option,
    selected_options: element.initial_options,
  };
  const state = { [field.name]: { [INPUT_ACTION]: reported } };
  return { reported: fieldValues([field], state)[field.name], isShown: input.typed === undefined };
}
