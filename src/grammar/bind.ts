import type { Field } from '../fields.ts';
import { coerce } from './coerce.ts';
import { type Token, tokenize } from './tokens.ts';

/** What was understood of the words behind a command. Nothing typed is lost: what did not fit stays in `values` as text. */
export interface Bound {
  values: Record<string, unknown>;
  /** Field name -> what would be right; `''` for words that belong nowhere. */
  errors: Record<string, string>;
  /** `--private`: answer only the person. */
  private: boolean;
}

const FLAG = /^(?:--|—|–)private$/iu;
const isFreeText = (field: Field | undefined): boolean => field?.kind === 'text' || field?.kind === 'multiline';
const plainName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/** Finds a field by its own name or an alias; case, `-` and `_` do not matter. */
export function findField(fields: readonly Field[], name: string): Field | undefined {
  const wanted = plainName(name);
  return (
    fields.find((field) => plainName(field.name) === wanted) ??
    fields.find((field) => field.aliases.some((alias) => plainName(alias) === wanted))
  );
}

/** The text of neighbouring words as typed, spaces and line breaks kept; a lone quoted word loses its quotes. */
function textOf(text: string, tokens: readonly Token[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return '';
  if (tokens.length === 1) return first.value;
  const start = first.name === undefined ? first.start : first.start + first.name.length + 1;
  return text.slice(start, last.end);
}

/** Deals words out: to the name before them, or to the positional fields in order. */
function deal(text: string, fields: readonly Field[], positional: readonly string[]) {
  const named: { field: Field; tokens: Token[] }[] = [];
  /** Runs of bare words, cut wherever a name or a flag stood between them. */
  const runs: Token[][] = [];
  let open: Token[] | undefined;
  let isPrivate = false;
  for (const token of tokenize(text, (name) => findField(fields, name) !== undefined)) {
    const field = token.name === undefined ? undefined : findField(fields, token.name);
    if (!token.quoted && FLAG.test(token.value) && !field) {
      isPrivate = true;
      open = undefined;
    } else if (field) {
      const tokens = [token];
      named.push({ field, tokens });
      // `name=a b c`: unquoted free text goes on to the next name; other kinds are one word.
      open = isFreeText(field) && !token.quoted ? tokens : undefined;
    } else if (open) {
      open.push(token);
    } else {
      open = [token];
      runs.push(open);
    }
  }
  const taken = new Set(named.map(({ field }) => field.name));
  const waiting = positional.flatMap((name) =>
    taken.has(name) ? [] : (fields.find((one) => one.name === name) ?? []),
  );
  return { named, runs, waiting, isPrivate };
}

/**
 * Binds the words of a command to fields: bare values to `positional` in order (the last takes the rest of the line if
 * it is text), `name=value` to the field of that name or alias, `--private` to the answer.
 */
export function bind(text: string, fields: readonly Field[], positional: readonly string[], today: Date): Bound {
  const { named, runs, waiting, isPrivate } = deal(text, fields, positional);
  const typed = new Map<Field, string[]>();
  const errors: Record<string, string> = {};
  for (const { field, tokens } of named) typed.set(field, [...(typed.get(field) ?? []), textOf(text, tokens)]);

  const rest = isFreeText(waiting.at(-1)) ? waiting.pop() : undefined;
  const words = runs.flat();
  for (const field of waiting) {
    const token = words.shift();
    if (token) typed.set(field, [token.value]);
  }
  const unplaced = new Set(words);
  const left = runs.map((run) => run.filter((token) => unplaced.has(token))).filter((run) => run.length > 0);
  const leftText = left.map((run) => textOf(text, run)).join(' ');
  if (rest && leftText !== '') typed.set(rest, [leftText]);
  else if (leftText !== '') errors[''] = `I could not place these words: ${leftText}`;

  const values: Record<string, unknown> = {};
  for (const [field, texts] of typed) {
    const isList = field.kind === 'list' || field.kind === 'multiselect';
    if (texts.length > 1 && !isList)
      errors[field.name] = `Given ${texts.length} times: ${texts.join(' / ')}. Give it once.`;
    const coerced = coerce(field, isList ? texts.join(',') : (texts.at(-1) ?? ''), today);
    if ('error' in coerced) {
      errors[field.name] ??= coerced.error;
      values[field.name] = texts.at(-1);
    } else {
      values[field.name] = coerced.value;
    }
  }
  return { values, errors, private: isPrivate };
}
