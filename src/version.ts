import { readFileSync } from 'node:fs';

/** From package.json, wherever the code was built to. */
function readVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const parsed = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version?: string };
      if (parsed.version) return parsed.version;
    } catch {
      // Built files lie one folder deeper than sources.
    }
  }
  return 'unknown';
}

export const VERSION = readVersion();
