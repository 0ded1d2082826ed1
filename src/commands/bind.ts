import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { type Dealt, deal, isFreeText } from './deal.ts';
import type { Token } from './tokens.ts';

export { findField } from './strange-names.ts';

/** What was understood of the words behind a command. Nothing typed is lost: what did not fit stays in `values` as text. */
export interface Bound {
  values: Record<string, unknown>;
  /** Field name -> what would be right; `''` for words that belong nowhere. */
  errors: Record<string, string>;
  /** `--private`: answer only the person. */
  private: boolean;
}

/** The text of neighbouring words as typed, spaces and line breaks kept; a lone quoted word loses its quotes. */
function textOf(text: string, tokens: readonly Token[], isValue: boolean): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return '';
  if (tokens.length === 1) return isValue ? (first.strange?.value ?? first.value) : first.value;
  const whole = text.slice(first.start, last.end);
  return isValue ? whole.slice(whole.indexOf('=') + 1) : whole;
}

const typedAs = (text: string, [first]: readonly Token[]): string => text.slice(first?.start, first?.end);

/** The text of what is left of the runs when the first `count` words are gone. */
function leftText(text: string, runs: readonly Token[][], count: number): string {
  const unplaced = new Set(runs.flat().slice(count));
  const left = runs.map((run) => run.filter((token) => unplaced.has(token))).filter((run) => run.length > 0);
  return left.map((run) => textOf(text, run, false)).join(' ');
}

/** Gives bare words to the fields that wait for them; the rest of the line to the last one if it is free text. */
function place(text: string, { runs }: Pick<Dealt, 'runs'>, waiting: Field[], today: Date) {
  const typed = new Map<Field, string>();
  const errors: Record<string, string> = {};
  const rest = isFreeText(waiting.at(-1)) ? waiting.pop() : undefined;
  const words = runs.flat();
  let taken = 0;
  for (const field of waiting) {
    const token = words[taken];
    if (!token) break;
    const coerced = kindOf(field).read(token.value, field, today);
    const problem = field.idOf && 'value' in coerced ? field.problem?.(coerced.value) : undefined;
    // A word that is no id belongs to the text, and so does everything behind it.
    if (problem !== undefined && rest?.problem?.(leftText(text, runs, taken)) === undefined && rest) {
      errors[field.name] = `"${token.value}" does not look like one, so it stays in the text. ${problem}`;
      break;
    }
    typed.set(field, token.value);
    taken++;
  }
  const left = leftText(text, runs, taken);
  if (rest && left !== '') typed.set(rest, left);
  else if (left !== '') errors[''] = `I could not place these words: ${left}`;
  return { typed, errors };
}

/**
 * Binds the words of a command to fields: bare values to `positional` in order (the last takes the rest of the line if
 * it is text), `name=value` to the field of that name or alias, `--private` to the answer. `today` is now; a `TZDate`
 * makes dates those of its time zone.
 */
export function bind(text: string, fields: readonly Field[], positional: readonly string[], today: Date): Bound {
  const dealt = deal(text, fields, positional);
  const given = new Set(dealt.named.map(({ field }) => field.name));
  const waiting = positional.flatMap((name) =>
    given.has(name) ? [] : (fields.find((one) => one.name === name) ?? []),
  );
  const placed = place(text, dealt, waiting, today);
  const { errors } = placed;
  const typed = new Map<Field, string[]>([...placed.typed].map(([field, words]) => [field, [words]]));
  for (const { field, tokens, isGuess } of dealt.named) {
    typed.set(field, [...(typed.get(field) ?? []), textOf(text, tokens, true)]);
    if (isGuess)
      errors[field.name] =
        `You typed "${typedAs(text, tokens)}". If ${field.label || field.name} is meant, send it as it is here.`;
  }
  const doubts = [...dealt.doubts, errors['']].filter(Boolean);
  if (doubts.length > 0) errors[''] = doubts.join(' ');

  const values: Record<string, unknown> = {};
  for (const [field, texts] of typed) {
    const isList = kindOf(field).isMany === true;
    if (texts.length > 1 && !isList)
      errors[field.name] = `Given ${texts.length} times: ${texts.join(' / ')}. Give it once.`;
    const coerced = kindOf(field).read(isList ? texts.join(',') : (texts.at(-1) ?? ''), field, today);
    if ('error' in coerced) {
      errors[field.name] = [errors[field.name], coerced.error].filter(Boolean).join(' ');
      values[field.name] = texts.at(-1);
    } else {
      values[field.name] = coerced.value;
    }
  }
  return { values, errors, private: dealt.isPrivate };
}
