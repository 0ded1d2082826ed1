import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { isPrivateFlag } from './flags.ts';
import { nearestField, plainName } from './strange-names.ts';
import { type Token, tokenize } from './tokens.ts';

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

/** Finds a field by its own name or an alias. */
export function findField(fields: readonly Field[], name: string): Field | undefined {
  const wanted = plainName(name);
  return (
    fields.find((field) => plainName(field.name) === wanted) ??
    fields.find((field) => field.aliases.some((alias) => plainName(alias) === wanted))
  );
}

const strangeWords = (name: string, nearest: Field | undefined, isInText: boolean): string =>
  `"${name}" is not a field here.${nearest ? ` The nearest one is ${nearest.name}.` : ''}${isInText ? ' If it belongs to the text, leave it there.' : ''}`;

/** `city = Leeds`: the blanks make it three words of text. */
function blankBefore(fields: readonly Field[], token: Token, next: Token | undefined): string | undefined {
  if (token.quoted || token.name !== undefined || !next || next.quoted || !/^=(?!=)/.test(next.value)) return undefined;
  const field = findField(fields, token.value);
  return field && `If ${field.label || field.name} is meant, write ${token.value}= without a blank before the "=".`;
}

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
    const guess = token.strange && meant(token.strange.name);
    const blank = blankBefore(fields, token, all[index + 1]);
    if (blank) doubts.push(blank);
    if (token.strange && !guess) {
      const nearest = nearestField(fields, token.strange.name);
      // In a note people write `price=100`; a name, a title or a company has no such words.
      if (nearest?.isNear || (target && kindOf(target).text) !== 'long')
        doubts.push(strangeWords(token.strange.name, nearest?.field, isFreeText(target)));
    }
    if (!token.quoted && isPrivateFlag(token.value) && !field) {
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
