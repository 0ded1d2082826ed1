import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['src', 'handlers', 'blocks', 'doors', 'sandbox', 'scripts', 'bench', 'test'];

/** Words that the house once had for things that have a name in the field, and their names now. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['wish', 'intent or entry'],
  ['desk', 'context'],
  ['guard', 'error boundary'],
  ['settle', 'execute'],
  ['fingerprint', 'etag'],
  ['judge', 'parseResponse or decide'],
  ['lookahead', 'preview'],
  ['wire', 'HTTP client'],
  ['patient', 'background client'],
  ['patiently', 'retry'],
  ['takeover', 'claim'],
  ['tend', 'hold a lease'],
  ['tell', 'notify or send'],
  ['told', 'notified'],
  ['telling', 'notification'],
  ['tellings', 'notifications'],
  ['memo', 'form state'],
  ['lasting', 'permanent'],
  ['around', 'failpoints'],
  ['amend', 'follow-ups'],
  ['image', 'snapshot'],
  ['giveup', 'expire or abandon'],
  ['withdraw', 'cancel'],
  ['whisper', 'postEphemeral'],
  ['announce', 'post'],
  ['directly', 'direct message'],
  ['courier', 'transport'],
]);

/** Names of React and of Block Kit. */
const OTHERS = /^(memo|useMemo|image|image_url|hero_image|Image(Block|Element|View))$/;

/** The code of a file without its comments, and without the words in quotes. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");

/** `markTold` has the words "mark", "told" and "marktold". */
function wordsIn(name: string): string[] {
  const parts = name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((part) => part.toLowerCase());
  const pairs = parts.slice(1).map((part, index) => `${parts[index]}${part}`);
  return [...parts, ...pairs];
}

const namesIn = (code: string): Set<string> => new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? []);

describe('the words of the house', () => {
  it('finds a word inside a name, and none in comments or texts', () => {
    const code = codeOf("// a wish\nconst markTold = 'a memo'; /* desk */ lookAhead();");
    expect([...namesIn(code)].flatMap(wordsIn).filter((word) => INSTEAD.has(word))).toEqual(['told', 'lookahead']);
  });

  const files = FOLDERS.flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  );

  it('no name has a word of the left column', () => {
    const found = files
      .filter((file) => file !== 'test/words.test.ts')
      .flatMap((file) =>
        [...namesIn(codeOf(readFileSync(`${root}/${file}`, 'utf8')))].flatMap((name) =>
          wordsIn(OTHERS.test(name) ? '' : name).flatMap((word) =>
            INSTEAD.has(word) ? [`${file}: ${name} -> ${INSTEAD.get(word)}`] : [],
          ),
        ),
      );
    expect(found).toEqual([]);
  });

  it('no file is named after one', () => {
    const named = files.filter((file) =>
      file
        .split('/')
        .flatMap((part) => part.split(/[.-]/))
        .some((word) => INSTEAD.has(word)),
    );
    expect(named).toEqual([]);
  });
});
