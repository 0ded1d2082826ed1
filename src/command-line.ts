import { didYouMean, findByWords, operationsOf } from './catalog.ts';
import { tokenize } from './grammar/tokens.ts';
import type { Operation, Vendor } from './operation.ts';

/** What the words behind a vendor's command ask for. `rest` is everything behind the words that name the operation. */
export type Wish =
  | { ask: 'run'; operation: Operation; rest: string }
  | { ask: 'help'; operation?: Operation; resource?: string }
  | { ask: 'unknown'; words: string; nearest?: Operation; resource?: string };

const isHelp = (word: string | undefined): boolean => word !== undefined && /^(help|-h|--help|\?)$/i.test(word);

/** Reads `<resource> <verb> ...`, either order, singular or plural, with `help` anywhere among the first words. */
export function readWish(vendor: Vendor, text: string): Wish {
  const tokens = tokenize(text);
  const words = tokens.slice(0, 3).map(({ value }) => value);
  const plain = words.filter((word) => !isHelp(word));
  const [first, second] = plain;
  const operation = first !== undefined && second !== undefined ? findByWords(vendor, first, second) : undefined;
  const resource = first !== undefined && operationsOf(vendor, first).length > 0 ? first : undefined;

  // "help" as the third word is help only when nothing follows: it may be the text of a note.
  const asksHelp = isHelp(words[0]) || isHelp(words[1]) || (isHelp(words[2]) && tokens.length === 3);
  if (asksHelp || first === undefined) {
    if (operation) return { ask: 'help', operation };
    return {
      ask: 'help',
      ...(resource ? { resource: operationsOf(vendor, resource)[0]?.id.split('.')[1] ?? resource } : {}),
    };
  }
  if (operation) return { ask: 'run', operation, rest: text.slice(tokens[1]?.end ?? text.length) };
  const nearest = didYouMean(vendor.operations, plain.slice(0, 2).join(' '));
  return {
    ask: 'unknown',
    words: plain.slice(0, 2).join(' '),
    ...(nearest ? { nearest } : {}),
    ...(resource ? { resource } : {}),
  };
}
