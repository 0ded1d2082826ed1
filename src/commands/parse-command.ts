import { didYouMean, findByWords, operationsOf } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import { mistyped, shortened } from './shortened.ts';
import { isHelpWord as isHelp, isHelpFlag, isPrivateFlag, tokenize } from './tokens.ts';

/** What the words behind a vendor's command ask for. `rest` is everything behind the words that name the operation. */
export type ParsedCommand =
  | { ask: 'run'; operation: Operation; rest: string }
  | { ask: 'help'; operation?: Operation; resource?: string }
  | { ask: 'unknown'; words: string; nearest?: Operation; resource?: string; rest: string };

/**
 * Reads `<resource> <verb> ...`, either order, singular or plural, with `help` anywhere among the first words. Without a
 * verb, an id opens the record and other words are searched for.
 */
export function parseCommand(vendor: Vendor, text: string): ParsedCommand {
  const all = tokenize(text);
  const isFlag = (token: (typeof all)[number] | undefined) => token && !token.quoted && isPrivateFlag(token.value);
  // `--private` may stand before or between the words that name the operation.
  const early = all.slice(0, 3).filter((token, index) => isFlag(token) && (index < 2 || all.slice(0, 2).some(isFlag)));
  const tokens = all.filter((token) => !early.includes(token));
  const words = tokens.slice(0, 3).map(({ value }) => value);
  const plain = words.filter((word) => !isHelp(word));
  const [first, second] = plain;
  const operation = first !== undefined && second !== undefined ? findByWords(vendor, first, second) : undefined;
  const resource = first !== undefined && operationsOf(vendor, first).length > 0 ? first : undefined;

  // "help" as the third word is help only when nothing follows: it may be the text of a note.
  const last = tokens.at(-1);
  const endsInFlag = last !== undefined && !last.quoted && isHelpFlag(last.value);
  const asksHelp = isHelp(words[0]) || isHelp(words[1]) || (isHelp(words[2]) && tokens.length === 3) || endsInFlag;
  if (asksHelp || first === undefined) {
    if (operation) return { ask: 'help', operation };
    return {
      ask: 'help',
      ...(resource ? { resource: operationsOf(vendor, resource)[0]?.id.split('.')[1] ?? resource } : {}),
    };
  }
  if (operation) {
    const rest = text.slice(tokens[1]?.end ?? text.length);
    return { ask: 'run', operation, rest: early.length > 0 ? `--private ${rest}` : rest };
  }
  const behindFirst = text.slice(tokens[0]?.end ?? text.length);
  const short = resource === undefined ? undefined : shortened(vendor, resource, behindFirst);
  if (short) return { ask: 'run', operation: short, rest: early.length > 0 ? `--private ${behindFirst}` : behindFirst };
  const nearest =
    (resource !== undefined && second !== undefined && mistyped(vendor, resource, second)) ||
    didYouMean(vendor.operations, plain.slice(0, 2).join(' '));
  return {
    ask: 'unknown',
    words: plain.slice(0, 2).join(' '),
    rest: text.slice(tokens[1]?.end ?? text.length),
    ...(nearest ? { nearest } : {}),
    ...(resource ? { resource } : {}),
  };
}
