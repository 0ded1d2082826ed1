import type { Books } from './books.ts';
import type { Answer, Received } from './http.ts';
import type { RecordBook } from './records.ts';

/** What makes one vendor that vendor; the server around it is the same for all. */
export interface VendorRules {
  id: string;
  name: string;
  /** What follows host and port in the base address of the bot's configuration. */
  basePath: string;
  env(url: string): Record<string, string>;
  answer(request: Received, books: Books): Answer | Promise<Answer>;
  /** The vendor's own failure, dressed as HTTP 200. */
  lie(): Answer;
  tooMany(retryAfterSeconds: number): Answer;
  /** The records that people at the vendor can change, where it has any. */
  records?: readonly RecordBook[];
  /** Back to the seed data. */
  reset(): void;
}

export interface StartOptions {
  /** How long the `slow` position holds an answer back; 4000 unless told. */
  delayMs?: { slow: number };
  /** Milliseconds since 1970. */
  now?: () => number;
}
