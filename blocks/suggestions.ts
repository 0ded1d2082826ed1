import type { PlainTextOption } from '@slack/types';
import type { Choice, Field } from '../src/operations/fields.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** Slack takes no empty and no long values. */
export const isOffered = ({ value }: Choice): boolean => value.trim() !== '' && value.length <= LIMITS.optionValue;

export const optionOf = ({ value, label }: Choice): PlainTextOption & { value: string } => ({
  text: plain(label || value, LIMITS.optionText),
  value,
});

const beginsWith = (text: string, query: string): boolean => text.toLowerCase().startsWith(query);

/** The choices that fit what was typed so far, those that begin with it first; as many as Slack takes. */
export function suggestions({ options = [] }: Pick<Field, 'options'>, typed: string): PlainTextOption[] {
  const query = typed.trim().toLowerCase();
  const fitting = options.filter(
    (choice) => isOffered(choice) && `${choice.label}\n${choice.value}`.toLowerCase().includes(query),
  );
  const rank = ({ label, value }: Choice): number =>
    value.toLowerCase() === query ? 0 : beginsWith(label, query) || beginsWith(value, query) ? 1 : 2;
  return [...new Map(fitting.map((choice) => [choice.value, choice])).values()]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, LIMITS.options)
    .map(optionOf);
}
