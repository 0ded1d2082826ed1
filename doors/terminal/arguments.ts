import { quote } from '../../src/commands/tokens.ts';

/** What the shell handed over: flags of the terminal itself, and the line as somebody would type it. */
export interface Arguments {
  json: boolean;
  yes: boolean;
  /** Id of the person, in place of `OPS_USER`. */
  as?: string;
  /** Empty: a prompt is wanted. */
  line: string;
}

/** The flags of the terminal itself are wrong. */
export class ArgumentsError extends Error {
  override name = 'ArgumentsError';
}

const NO_ID = '--as= needs the id of a person right behind it, for example --as=U012AB3CD. Nothing was sent.';

/** The shell took the quotes away; what needs them gets them back. */
function requoted(word: string): string {
  const [, name, value] = /^([A-Za-z][\w-]*=)([\s\S]*)$/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) return /\s/.test(value) ? `${name}${quote(value)}` : word;
  return /\s/.test(word) || word === '' ? quote(word) : word;
}

/**
 * Reads `--json`, `--yes` and `--as=ID` from anywhere before a lone `--`; the rest is the line. Throws an ArgumentsError
 * when `--as` names nobody: the line must not run as somebody else.
 */
export function readArguments(words: readonly string[]): Arguments {
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  const rest = end < 0 ? [] : words.slice(end + 1);
  if (own.some((word) => word === '--as' || word === '--as=')) throw new ArgumentsError(NO_ID);
  const isFlag = (word: string) => /^--(json|yes|as=.+)$/.test(word);
  const as = own.find((word) => word.startsWith('--as='))?.slice('--as='.length);
  return {
    json: own.includes('--json'),
    yes: own.includes('--yes'),
    ...(as ? { as } : {}),
    line: [...own.filter((word) => !isFlag(word)), ...rest].map(requoted).join(' '),
  };
}
