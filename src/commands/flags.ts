/** Every dash that keyboards make of `-` and `--`: hyphens, en and em dashes, bars and the minus sign. */
export const DASHES = '[-\\u2010-\\u2015\\u2212\\uFE58\\uFE63\\uFF0D]';

const PRIVATE = new RegExp(`^${DASHES}{1,3}private$`, 'iu');
const HELP = new RegExp(`^(?:help|\\?|${DASHES}{1,3}(?:h|help))$`, 'iu');

/** `--private`, whatever dashes a phone made of it. */
export const isPrivateFlag = (word: string): boolean => PRIVATE.test(word);

/** `help`, `?`, `-h` and `--help`, whatever dashes a phone made of them. */
export const isHelpWord = (word: string | undefined): boolean => word !== undefined && HELP.test(word);
