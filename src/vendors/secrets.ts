import type { Send } from '../http.ts';

/** Anything shorter is a word that may well stand in an answer for another reason. */
const SHORTEST = 6;

/**
 * One character as it may be spelled back: plain, escaped for JSON (PHP also escapes `/`), or for an address, and any of
 * it again inside the other.
 */
function spellings(character: string): string {
  if (/\w/.test(character)) return character;
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
  const units = character.split('').map((unit) => hex(unit.charCodeAt(0), 4));
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`);
  const escaped = units.map((unit) => `\\\\{1,7}u${unit}`);
  const plain = units.map((unit) => `\\u${unit}`);
  return `(?:${bytes.join('')}|${escaped.join('')}|\\\\{0,7}${plain.join('')})`;
}

/**
 * Takes the bot's own secrets out of each answer before anybody reads it: vendors echo them, in fields and in the words
 * of errors alike. Those of less than 6 characters are left alone.
 */
export function withoutSecrets(send: Send, secrets: readonly string[]): Send {
  const known = secrets
    .filter(({ length }) => length >= SHORTEST)
    // Longest first, so that one secret inside another leaves nothing behind.
    .toSorted((a, b) => b.length - a.length)
    .map((secret) => [...secret].map(spellings).join(''));
  if (known.length === 0) return send;
  const any = new RegExp(known.join('|'), 'gi');
  return async (path, options, call) => {
    const answer = await send(path, options, call);
    return { ...answer, body: answer.body.replace(any, '[hidden]') };
  };
}
