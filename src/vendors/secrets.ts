import type { Send } from '../http.ts';

/** Anything shorter is a word that may well stand in an answer for another reason. */
const SHORTEST = 6;

/** The ways a secret may be written in a body: as it is, escaped for JSON (PHP also escapes `/`), or for an address. */
function spellings(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(secret)];
}

/**
 * Takes the bot's own secrets out of each answer before anybody reads it: vendors echo them, in fields and in the words
 * of errors alike. Secrets of less than 6 characters are left alone.
 */
export function withoutSecrets(send: Send, secrets: readonly string[]): Send {
  const known = [...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap(spellings))];
  // Longest first, so that one secret inside another leaves nothing behind.
  known.sort((a, b) => b.length - a.length);
  return async (path, options, call) => {
    const answer = await send(path, options, call);
    return { ...answer, body: known.reduce((body, secret) => body.replaceAll(secret, '[hidden]'), answer.body) };
  };
}
