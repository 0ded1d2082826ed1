import type { Exchange } from '../api.ts';
import type { Clock } from './clock.ts';
import type { Feed } from './feed.ts';

const KEPT = 2000;

type Asked = Pick<Exchange, 'between' | 'method' | 'url' | 'requestHeaders' | 'requestBody'>;
type Answered = Pick<Exchange, 'status' | 'responseHeaders' | 'responseBody'>;

/** Every request and answer, newest last, for the inspector. */
export class ExchangeLog {
  readonly #clock: Clock;
  readonly #feed: Feed;
  #kept: Exchange[] = [];
  #count = 0;

  constructor(clock: Clock, feed: Feed) {
    this.#clock = clock;
    this.#feed = feed;
  }

  /** Starts an exchange now; it is recorded once the returned function is told the answer. Status 0: there was none. */
  begin(asked: Asked): (answered: Answered) => void {
    const [at, started] = [this.#clock.now(), performance.now()];
    return (answered) => this.record({ at, ...asked, ...answered, tookMs: Math.round(performance.now() - started) });
  }

  record(exchange: Omit<Exchange, 'id'>): void {
    this.#count += 1;
    const recorded = { id: this.#count, ...exchange };
    this.#kept.push(recorded);
    if (this.#kept.length > KEPT) this.#kept.shift();
    this.#feed.emit({ type: 'exchange', exchange: recorded });
  }

  clear(): void {
    this.#kept = [];
  }

  list(): readonly Exchange[] {
    return this.#kept;
  }
}

/** Header values as one string each. */
export const flatHeaders = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
