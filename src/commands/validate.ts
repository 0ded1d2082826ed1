import leven from 'leven';
import type { z } from 'zod';
import type { Field } from '../operations/fields.ts';
import { type FileRef, sizeProblem } from '../operations/files.ts';
import type { Operation } from '../operations/operation.ts';

type Issue = z.core.$ZodRawIssue;

const FORMAT_WORDS: Record<string, string> = {
  email: 'Give an e-mail address, for example ada@example.com.',
  url: 'Give a web address that starts with https:// or http://.',
  uuid: 'Give the whole id, for example 7d733b90-a506-4d91-8c78-74c3b3be188f.',
  date: 'Give a date, for example 2026-12-24.',
  datetime: 'Give a date and a time.',
};

const plural = (count: number | bigint, word: string): string => `${count} ${word}${Number(count) === 1 ? '' : 's'}`;

/** The choice that was probably meant by a misspelled word. */
function nearestChoice({ options = [] }: Field, typed: string): string | undefined {
  const wanted = typed.toLowerCase();
  const distance = (word: string) => leven(wanted, word.toLowerCase(), { maxDistance: 10 });
  const ranked = options
    .map(({ value, label }) => ({ label, away: Math.min(distance(value), distance(label)) }))
    .sort((a, b) => a.away - b.away);
  const [nearest] = ranked;
  return nearest && nearest.away <= Math.max(1, typed.length / 3) ? nearest.label : undefined;
}

/** Says that a value is none of the choices: asks for the nearest one, or names them all. */
function notAChoice(field: Field | undefined, value: unknown, choices: readonly unknown[]): string {
  const near = field && typeof value === 'string' ? nearestChoice(field, value) : undefined;
  if (!field || near === undefined) return `Choose one of: ${choices.join(', ')}.`;
  const name = (field.label || field.name).toLowerCase();
  const what = name.includes(' ') ? 'one of the choices' : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
  return `"${value}" is not ${what}. Did you mean ${near}?`;
}

/** zod's issue as a sentence for the person. A message written at the schema itself wins over this. */
function inWords(issue: Issue, fields: readonly Field[]): string {
  const isText = typeof issue.input === 'string';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is needed.' : 'This is the wrong kind of value.';
    case 'too_small':
      if (isText && issue.minimum === 1) return 'This is needed.';
      return isText ? `Give at least ${plural(issue.minimum, 'character')}.` : `Give ${issue.minimum} or more.`;
    case 'too_big':
      return isText ? `Give at most ${plural(issue.maximum, 'character')}.` : `Give ${issue.maximum} or less.`;
    case 'invalid_value':
      return notAChoice(
        fields.find(({ name }) => name === issue.path?.[0]),
        issue.input,
        issue.values,
      );
    case 'invalid_format':
      return FORMAT_WORDS[issue.format] ?? 'This is not in the right form.';
    default:
      return 'This is not valid.';
  }
}

export type Validated =
  | { ok: true; input: Record<string, unknown> }
  | { ok: false; errors: Readonly<Record<string, string>> };

/**
 * Checks values against the operation's schema and, where the site's own list is known and closed, against that list;
 * files against the size the site allows.
 * Errors are keyed by field name, one sentence each; `''` holds what belongs to no single field.
 */
export function validate(operation: Operation, fields: readonly Field[], values: Record<string, unknown>): Validated {
  const errors: Record<string, string> = {};
  const parsed = operation.input.safeParse(values, { error: (issue) => inWords(issue, fields) });
  for (const issue of parsed.error?.issues ?? []) {
    errors[String(issue.path[0] ?? '')] ??= issue.message;
  }
  for (const field of fields) {
    const { name, choices, openList, options } = field;
    const value = values[name];
    if (!choices || openList || !options || value === undefined) continue;
    const strange = [value].flat().find((one) => !options.some((option) => option.value === String(one)));
    const all = options.map(({ value }) => value);
    if (strange !== undefined) errors[name] ??= notAChoice(field, strange, all);
  }
  for (const { name, maxBytes } of fields) {
    if (maxBytes === undefined || errors[name] !== undefined || values[name] === undefined) continue;
    const problem = sizeProblem(values[name] as FileRef[], maxBytes);
    if (problem) errors[name] = problem;
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors };
}
