import type { Send } from './http-client.ts';
import { withJson } from './responses.ts';
import { eachInSlices, RowsLeftOut } from './schema.ts';

/** Stands where a secret was. What holds it must never be sent back to a vendor. */
export const HIDDEN = '[hidden]';

/** A shorter secret may be part of an innocent word, so it is hidden only where it stands by itself. */
const SHORT = 6;
/** No answer of a vendor is nested deeper. */
const DEEPEST = 50;
/** As much of a text that is no JSON as anybody reads. */
const MOST_TEXT = 100_000;

const NAMED_ENTITY: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** One character as a vendor may spell it back: as it is, escaped for JSON, for an address or for HTML, or several of these. */
function spellings(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0));
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`).join('');
  const escaped = units.map((unit) => `\\\\{1,7}u${hex(unit, 4)}`).join('');
  // PHP also escapes `/`.
  const plain = /\w/.test(character) ? character : `\\\\{0,7}${units.map((unit) => `\\u${hex(unit, 4)}`).join('')}`;
  const code = character.codePointAt(0) ?? 0;
  const names = [`#0{0,6}${code}`, `#x0{0,6}${hex(code, 1)}`, NAMED_ENTITY.get(character)].filter(Boolean);
  // The longer spellings first: `%25` is not `%` with two digits behind it.
  return `(?:${bytes}|${escaped}|&(?:amp;){0,3}(?:${names.join('|')});|${plain})`;
}

/** A short secret by itself: no letter or digit around it, the spelling of another character aside. */
const alone = (pattern: string): string =>
  `(?<=^|[^\\p{L}\\p{N}]|%[0-9a-f]{2}|\\\\u[0-9a-f]{4})${pattern}(?![\\p{L}\\p{N}])`;

const spelled = (secret: string): string => {
  const pattern = [...secret].map(spellings).join('');
  return secret.length < SHORT ? alone(pattern) : pattern;
};

interface Hide {
  (text: string): string;
  /** Whether a text certainly holds none of the secrets, in no spelling. */
  isClean(text: string): boolean;
}

/**
 * Finds what may stand for a character of a secret, without being it. It finds more than `spellings` has: in a JSON text,
 * the code of any plain character may be a part of one.
 */
function escapesOf(secrets: readonly string[]): RegExp {
  const characters = [...new Set(secrets.flatMap((secret) => [...secret]))];
  const bytes = [...new Set(Buffer.from(characters.join('')))].map((byte) => hex(byte, 2));
  const units = characters.join('').split('');
  const codes = units.map((unit) => `u${hex(unit.charCodeAt(0), 4)}`);
  const signs = characters.filter((character) => !/\w/.test(character)).map(literal);
  // JSON has letters for these.
  const letters = /[\b\t\n\f\r]/.test(characters.join('')) ? ['[btnfr]'] : [];
  const names = characters.flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    return [`#0*${code}`, `#x0*${hex(code, 1)}`, NAMED_ENTITY.get(character) ?? []].flat();
  });
  const ways = [
    `%(?:25)*(?:${bytes.join('|')})`,
    `\\\\(?:${['u00[0-7]', ...codes, ...signs, ...letters].join('|')})`,
    `&(?:amp;)*(?:${names.join('|')});`,
  ];
  return new RegExp(ways.join('|'), 'iu');
}

/** Finds any of the secrets in a text, however it is spelled. */
function createHide(secrets: readonly string[]): Hide {
  // Longest first, so that one secret inside another leaves nothing behind.
  const known = [...new Set(secrets)].filter(Boolean).toSorted((a, b) => b.length - a.length);
  const any = new RegExp(known.map(spelled).join('|'), 'giu');
  const asIs = new RegExp(known.map(literal).join('|'), 'iu');
  const escapes = escapesOf(known);
  // A secret that is not there as it is needs at least one escape of its characters.
  const isClean = (text: string): boolean => !escapes.test(text) && !asIs.test(text);
  return Object.assign((text: string) => (isClean(text) ? text : text.replace(any, HIDDEN)), { isClean });
}

/** The values of a Basic header for these secrets, as HTTP libraries and vendors write them. */
export const basicOf = (username: string, password: string): string[] => {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return [encoded, encoded.replace(/=+$/, ''), Buffer.from(`${username}:${password}`).toString('base64url')];
};

/** A plain word as a key names a field, also where somebody's user name is that word. */
const hideInKey = (key: string, hide: Hide): string => (/^[A-Za-z_]{1,24}$/.test(key) ? key : hide(key));

function hideIn(part: unknown, hide: Hide, depth = 0): unknown {
  if (typeof part === 'string') return hide(part);
  if (typeof part === 'number') return hide(String(part)) === HIDDEN ? HIDDEN : part;
  if (typeof part !== 'object' || part === null || part instanceof RowsLeftOut) return part;
  if (depth >= DEEPEST) return null;
  if (Array.isArray(part)) return part.map((one) => hideIn(one, hide, depth + 1));
  return Object.fromEntries(
    Object.entries(part).map(([key, one]) => [hideInKey(key, hide), hideIn(one, hide, depth + 1)]),
  );
}

/** To look through a longer text at once would hold up the event loop. */
const MOST_AT_ONCE = 64 * 1024;

/** Whether a short answer certainly holds nothing to hide. PHP escapes every slash, which makes no other character of it. */
const isCleanAsAWhole = (body: string, hide: Hide): boolean =>
  body.length <= MOST_AT_ONCE && hide.isClean(body.replaceAll('\\/', '/'));

/** Whether a part of an answer certainly holds nothing to hide. Most do, and need no copy then. */
function isCleanPart(part: unknown, hide: Hide): boolean {
  if (typeof part === 'string') return hide.isClean(part);
  if (typeof part === 'number') return hide.isClean(String(part));
  if (typeof part !== 'object' || part === null || part instanceof RowsLeftOut) return true;
  for (const key in part) {
    const one = (part as Record<string, unknown>)[key];
    // What is nested goes the long way, which knows how deep it may go.
    if (typeof one === 'object' && one !== null) return false;
    if (!isCleanPart(one, hide) || !hide.isClean(key)) return false;
  }
  return true;
}

/** With more members than this an object is worked on in slices, like a list. */
const MANY_MEMBERS = 500;

/** The same for a whole answer; a list in it may be long. */
async function hideInAnswer(json: unknown, hide: Hide, depth = 0): Promise<unknown> {
  if (Array.isArray(json)) {
    const rows: unknown[] = [];
    await eachInSlices(json, (row) => rows.push(isCleanPart(row, hide) ? row : hideIn(row, hide, depth + 1)));
    return rows;
  }
  if (typeof json !== 'object' || json === null || depth > 2) return hideIn(json, hide, depth);
  const members = Object.entries(json);
  const hidden: [string, unknown][] = [];
  if (members.length > MANY_MEMBERS) {
    await eachInSlices(members, ([key, one]) => hidden.push([hideInKey(key, hide), hideIn(one, hide, depth + 1)]));
  } else {
    for (const [key, one] of members) hidden.push([hideInKey(key, hide), await hideInAnswer(one, hide, depth + 1)]);
  }
  return Object.fromEntries(hidden);
}

/**
 * Takes the bot's own secrets out of each answer before anybody reads it: vendors echo them, in fields and in the words
 * of errors alike. The strings are looked at after parsing, so that no way of writing JSON hides a secret.
 */
export function withoutSecrets(send: Send, secrets: readonly string[]): Send {
  if (!secrets.some(Boolean)) return send;
  const hide = createHide(secrets);
  return async (path, options, call) => {
    const answer = await withJson(await send(path, options, call));
    if (isCleanAsAWhole(answer.body, hide)) return answer;
    const body = hide(answer.body.slice(0, MOST_TEXT));
    return { ...answer, body, json: await hideInAnswer(answer.json, hide) };
  };
}
