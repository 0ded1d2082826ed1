import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { findField, hiddenField, likelyField, nearestField } from './strange-names.ts';
import { EQUALS, isPrivateFlag, isTornPrivateFlag, type Token, tokenize } from './tokens.ts';

const EQUALS_AHEAD = new RegExp(`^${EQUALS}(?!=)`);

/** Words that stand behind the name of a field. */
export interface Named {
  field: Field;
  tokens: Token[];
  /** The name was misspelled, so the person is asked whether this field is meant. */
  isGuess?: boolean;
}

export interface Dealt {
  named: Named[];
  /** Runs of bare words, cut wherever a name or a flag stood between them. */
  runs: Token[][];
  /** Sentences for the person about words that look like a field and are none. */
  doubts: string[];
  isPrivate: boolean;
}

/** Whether the field takes the rest of the line: free text, but not an id. */
export const isFreeText = (field: Field | undefined): boolean =>
  field !== undefined && kindOf(field).text !== undefined && field.idOf === undefined;

const strangeWords = (name: string, nearest: Field | undefined, isInText: boolean): string =>
  `"${name}" is not a field here.${nearest ? ` The nearest one is ${nearest.name}.` : ''}${isInText ? ' If it belongs to the text, leave it there.' : ''}`;

/** `city = Leeds`: the blanks make it three words of text. */
function blankBefore(fields: readonly Field[], token: Token, next: Token | undefined): string | undefined {
  if (token.quoted || token.name !== undefined || !next || next.quoted || !EQUALS_AHEAD.test(next.value))
    return undefined;
  const field = likelyField(fields, token.value);
  return field && `If ${field.label || field.name} is meant, write ${field.name}= without a blank before the "=".`;
}

/** What looks like a field inside a word, where nobody would read it as one. */
function hiddenWords(fields: readonly Field[], text: string, token: Token, inNote: boolean): string | undefined {
  if (token.quoted) return undefined;
  const isValue = token.name !== undefined || token.strange !== undefined;
  const word = isValue ? (token.strange?.value ?? token.value) : text.slice(token.start, token.end);
  const hidden = hiddenField(fields, word, { inNote: inNote || isValue });
  if (!hidden) return undefined;
  const { field, name } = hidden;
  return `If "${name}" means ${field.label || field.name}, write ${field.name}=… as a word of its own.`;
}

const PRIVATE_TORN = 'If only you should see the answer, write --private without a blank in it.';

/** Deals the words of a command out: to the name before them, or to the runs of bare words. */
export function deal(text: string, fields: readonly Field[], positional: readonly string[]): Dealt {
  const dealt: Dealt = { named: [], runs: [], doubts: [], isPrivate: false };
  const { named, runs, doubts } = dealt;
  let open: Token[] | undefined;
  /** The field that takes the bare words at this point. */
  const last = fields.find(({ name }) => name === positional.at(-1));
  let target = last;
  const give = (field: Field, token: Token, isGuess?: true) => {
    const tokens = [token];
    named.push({ field, tokens, ...(isGuess ? { isGuess } : {}) });
    // `name=a b c`: unquoted free text goes on to the next name; other kinds are one word.
    open = isFreeText(field) && !token.quoted ? tokens : undefined;
    target = open ? field : last;
  };
  const all = tokenize(text, (name) => findField(fields, name) !== undefined);
  const spoken = new Set(all.flatMap(({ name }) => (name === undefined ? [] : findField(fields, name)?.name)));
  /** Whether the bare words so far have come to this field. */
  const isFilled = ({ name }: Field): boolean => {
    const place = positional.indexOf(name);
    return place !== -1 && place < runs.flat().length;
  };
  /** The field that a misspelled name may mean: near, not given besides, and not one that bare words have filled. */
  const meant = (name: string): Field | undefined => {
    const nearest = nearestField(fields, name);
    const isFree = nearest?.isNear && !spoken.has(nearest.field.name);
    return isFree && !isFilled(nearest.field) ? nearest.field : undefined;
  };
  for (const [index, token] of all.entries()) {
    const field = token.name === undefined ? undefined : findField(fields, token.name);
    const isFlag = !token.quoted && isPrivateFlag(token.value) && !field;
    const guess = token.strange && !isFlag ? meant(token.strange.name) : undefined;
    const isNote = target !== undefined && kindOf(target).text === 'long';
    const doubt = blankBefore(fields, token, all[index + 1]) ?? hiddenWords(fields, text, token, isNote);
    if (doubt && !isFlag) doubts.push(doubt);
    if (index === all.length - 2 && isTornPrivateFlag(token.value, all[index + 1]?.value ?? ''))
      doubts.push(PRIVATE_TORN);
    if (token.strange && !guess && !isFlag) {
      const nearest = nearestField(fields, token.strange.name);
      // In a note people write `price=100`; a name, a title or a company has no such words.
      if (nearest?.isNear || !isNote) doubts.push(strangeWords(token.strange.name, nearest?.field, isFreeText(target)));
    }
    if (isFlag) {
      dealt.isPrivate = true;
      open = undefined;
      target = last;
    } else if (field) {
      give(field, token);
    } else if (guess) {
      spoken.add(guess.name);
      give(guess, token, true);
    } else if (open) {
      open.push(token);
    } else {
      open = [token];
      runs.push(open);
    }
  }
  return dealt;
}
