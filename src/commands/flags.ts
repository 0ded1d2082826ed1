/**
 * Every dash that keyboards make of `-` and `--`: what Unicode calls a dash, the minus signs, the soft hyphen and the long
 * vowel of Japanese keyboards.
 */
export const DASHES = '[\\p{Pd}\\u2212\\u2796\\u30FC\\u00AD]';

/** Marks that a sentence or a page of help puts around a flag. */
const PRIVATE = new RegExp(`^[*_\`]*${DASHES}{1,3}private(?:=(?:yes|true|on|1))?[*_\`.,;:!]*$`, 'iu');
const HELP_FLAG = new RegExp(`^${DASHES}{1,3}help$`, 'iu');
const LONE_DASH = new RegExp(`^(?:${DASHES}{2,3}|[\\u2014\\u2E3A])$`, 'u');
const HELP = new RegExp(`^(?:help|\\?|${DASHES}{1,3}(?:h|help))$`, 'iu');

/** `--private`, whatever dashes a phone made of it. */
export const isPrivateFlag = (word: string): boolean => PRIVATE.test(word);

/** `-- private` and `— private`: perhaps the flag, perhaps words. */
export const isTornPrivateFlag = (dash: string, word: string): boolean =>
  LONE_DASH.test(dash) && /^private[.,;:!]*$/i.test(word);

/** `--help` alone, which is no word of a sentence. */
export const isHelpFlag = (word: string): boolean => HELP_FLAG.test(word);

/** `help`, `?`, `-h` and `--help`, whatever dashes a phone made of them. */
export const isHelpWord = (word: string | undefined): boolean => word !== undefined && HELP.test(word);
