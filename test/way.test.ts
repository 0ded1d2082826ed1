import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

// The built bot, in which V8 counts the calls; `npm test` builds it first.
const script = fileURLToPath(new URL('../dist/scripts/files-per-request.js', import.meta.url));
const guide = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');

/** The goal is 40 and 45. These are as many as there are, so that the number only falls. */
const MOST = { 'a read by command': 89, 'a write by form': 86 };

const ways = new Map<string, string[]>();
beforeAll(async () => {
  const { stdout } = await promisify(execFile)('node', [script]);
  for (const part of stdout.split(/^(?=\S)/m)) {
    const [title = '', ...files] = part.trimEnd().split('\n');
    ways.set(
      title.replace(/: \d+ files$/, ''),
      files.map((file) => file.trim()),
    );
  }
}, 30_000);

describe('the way of a request', () => {
  it.each(Object.entries(MOST))('%s travels through at most %i files', (what, most) => {
    expect(ways.get(what)?.length).toBeGreaterThan(10);
    expect(ways.get(what)?.length).toBeLessThanOrEqual(most);
  });

  it('is as CONTRIBUTING draws it', () => {
    const picture = /## The way of a request\n\n```text\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const drawn = picture.match(/(src|handlers|blocks)\/[\w/-]+\.ts/g) ?? [];
    const travelled = new Set([...ways.values()].flat());
    expect(drawn.length).toBeGreaterThan(15);
    expect(drawn.filter((file) => !travelled.has(file))).toEqual([]);
  });
});
