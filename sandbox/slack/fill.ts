import { HELD, type Placed } from './element-state.ts';
import { type Dictionary, isObject } from './validate/check.ts';
import type { World } from './world.ts';

/** What a test or a person gives for an input: text, a choice by label or value, files by id, several, yes/no, or nothing. */
export type Filling = string | number | boolean | Date | null | readonly string[];

/** Finds the options that an external select offers for a query. */
export type Suggest = (query: string) => Promise<Dictionary[]>;

const textOf = (value: unknown): string => (isObject(value) && typeof value.text === 'string' ? value.text : '');

/** The words a person would point at: the input's label, else the placeholder, else the text beside it. */
export function labelOf({ block, element }: Placed): string {
  return textOf(block.label) || textOf(element.placeholder) || textOf(block.text) || textOf(element.text);
}

const declaredOptions = ({ options, option_groups: groups }: Dictionary): Dictionary[] => [
  ...((options ?? []) as Dictionary[]),
  ...((groups ?? []) as { options: Dictionary[] }[]).flatMap((group) => group.options),
];

async function optionFor(element: Dictionary, wanted: string, suggest: Suggest): Promise<Dictionary> {
  const isExternal = String(element.type).endsWith('external_select');
  const offered = isExternal ? await suggest(wanted) : declaredOptions(element);
  const found = offered.find((option) => textOf(option.text) === wanted || option.value === wanted);
  if (!found)
    throw new Error(`"${wanted}" is not offered; there is ${offered.map((one) => textOf(one.text)).join(', ')}.`);
  const { url: _, ...option } = found;
  return option;
}

const list = (filling: Filling): string[] => (Array.isArray(filling) ? filling : [filling]).map(String);

async function optionsFor(element: Dictionary, filling: Filling, suggest: Suggest): Promise<Dictionary[]> {
  // A lone checkbox reads as yes or no.
  if (typeof filling === 'boolean') return filling ? declaredOptions(element).slice(0, 1) : [];
  const options: Dictionary[] = [];
  for (const wanted of list(filling)) options.push(await optionFor(element, wanted, suggest));
  return options;
}

const epochSeconds = (filling: Filling): number =>
  typeof filling === 'number'
    ? filling
    : Math.floor(new Date(String(filling instanceof Date ? filling.toISOString() : filling)).getTime() / 1000);

const richText = (text: string): Dictionary => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

/** Whom and what people can point at. */
export type Known = Pick<World, 'directory' | 'files'>;

async function valueFor(
  element: Dictionary,
  filling: Filling,
  { directory, files }: Known,
  suggest: Suggest,
): Promise<unknown> {
  const uploaded = (id: string) => {
    const file = files.get(id);
    if (!file) throw new Error(`Nobody uploaded a file ${id}.`);
    return files.object(file);
  };
  const person = (name: string) => directory.person(name)?.id ?? name;
  const channel = (name: string) => directory.channel(name)?.id ?? name;
  switch (HELD[String(element.type)]!.key) {
    case 'selected_option':
      return optionFor(element, String(filling), suggest);
    case 'selected_options':
      return optionsFor(element, filling, suggest);
    case 'selected_user':
      return person(String(filling));
    case 'selected_users':
      return list(filling).map(person);
    case 'selected_channel':
    case 'selected_conversation':
      return channel(String(filling));
    case 'selected_channels':
    case 'selected_conversations':
      return list(filling).map(channel);
    case 'selected_date_time':
      return epochSeconds(filling);
    case 'files':
      return list(filling).map(uploaded);
    case 'rich_text_value':
      return richText(String(filling));
    default:
      return String(filling);
  }
}

/** What Slack reports for an element filled this way. Throws when no such option is offered. */
export async function entryFor(
  element: Dictionary,
  filling: Filling,
  known: Known,
  suggest: Suggest,
): Promise<Dictionary> {
  const { key, empty } = HELD[String(element.type)]!;
  const isNothing = filling === null || filling === '';
  const value = isNothing ? empty : await valueFor(element, filling, known, suggest);
  return { type: element.type, [key]: value };
}
