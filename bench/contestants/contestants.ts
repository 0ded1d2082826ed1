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
export const BOT: Contestant = { name: 'bot', program: built('../../src/main.js') };
