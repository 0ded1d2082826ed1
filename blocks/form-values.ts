import { kindOf } from '../src/operations/field-kinds.ts';
import type { Field } from '../src/operations/fields.ts';
import type { FileRef } from '../src/operations/files.ts';

/** `action_id` of every input of a form; its `block_id` is the name of the field. */
export const INPUT_ACTION = 'value';

/** `view.state.values` as Slack sends it: block_id -> action_id -> what the element reports. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the different elements report, of which each has one. */
interface Reported {
  value?: string | null;
  selected_date?: string | null;
  selected_date_time?: number | null;
  selected_option?: { value: string } | null;
  selected_options?: readonly { value: string }[] | null;
  files?: readonly ReportedFile[] | null;
}

/** Slack reports its whole file object. */
interface ReportedFile {
  id: string;
  name?: string | null;
  title?: string | null;
  size?: number | null;
}

/** Only what names a file: addresses and previews stay out of inputs and so out of the journal. */
const fileRef = ({ id, name, title, size }: ReportedFile): FileRef => ({
  id,
  name: name || title || id,
  size: size ?? 0,
});

/** What is no moment at all is passed on as it is: the field then says what would be right. */
function isoMoment(seconds: number): string {
  const moment = new Date(seconds * 1000);
  return Number.isNaN(moment.getTime()) ? String(seconds) : moment.toISOString().replace('.000Z', 'Z');
}

/** One item a line where there are lines, so that an item may hold a comma; otherwise separated by commas. */
const listItems = (text: string): string[] =>
  text
    .split(text.includes('\n') ? '\n' : ',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A list as text that `fieldValues` reads back as the same list. */
export const listText = (items: readonly string[]): string =>
  items.some((item) => item.includes(',')) ? items.map((item) => `${item}\n`).join('') : items.join(', ');

function reportedValue(field: Field, reported: Reported): unknown {
  const { untouched, isMany } = kindOf(field);
  const options = reported.selected_options?.map(({ value }) => value) ?? [];
  // A box that is ticked is an option that is chosen.
  if (untouched !== undefined) return options.length > 0;
  if (options.length > 0) return options;
  if (reported.files?.length) return reported.files.map(fileRef);
  if (typeof reported.selected_date_time === 'number') return isoMoment(reported.selected_date_time);
  const text = reported.value?.trim() ? reported.value : undefined;
  // Choices are drawn as text where the site gave none.
  return reported.selected_option?.value ?? reported.selected_date ?? (isMany && text ? listItems(text) : text);
}

/**
 * What a person filled in, by field name: text and numbers as typed, dates in ISO, yes/no as booleans, lists as arrays,
 * files by id, name and size. What was left empty is not there.
 */
export function fieldValues(fields: readonly Field[], state: StateValues): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const reported = state[field.name]?.[INPUT_ACTION];
    const value = reported ? reportedValue(field, reported) : undefined;
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}
