import { fileURLToPath } from 'node:url';

/** One program that does the job. */
export interface Contestant {
  name: string;
  /** Absolute. */
  program: string;
}

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const BARE: Contestant = { name: 'bare', program: built('./bare.js') };
export const FLOOR: Contestant = { name: 'floor', program: built('./floor.js') };
/** As in production: bundled. */
export const BOT: Contestant = { name: 'bot', program: built('../../bot/main.js') };
/** The same in as many files as it has modules, for what has to reach into one of them. */
export const BOT_IN_MODULES: Contestant = { name: 'bot', program: built('../../src/main.js') };
