import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Reply } from './slack/web-api/index.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

const HEADERS = {
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'self'; font-src data:; img-src * data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
};

/** One file of the page's folder (no subfolders), or nothing when the path names none. */
export async function pageFile(folder: string, path: string): Promise<Reply | undefined> {
  const name = path === '/' ? 'index.html' : (/^\/([\w-][\w.-]*)$/.exec(path)?.[1] ?? '');
  const type = TYPES[extname(name)];
  if (!type) return undefined;
  try {
    return {
      status: 200,
      headers: { ...HEADERS, 'content-type': type },
      body: await readFile(join(folder, name), 'utf8'),
    };
  } catch {
    return undefined;
  }
}
