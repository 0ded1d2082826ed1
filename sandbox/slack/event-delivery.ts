import type { Answer, Transport } from './transport.ts';
import type { Dictionary } from './validate/check.ts';

/** Before each redelivery, in milliseconds: at once, after a minute, after five. */
export const REDELIVERY_MS: readonly number[] = [0, 60_000, 300_000];

/** The Events API: what is not acknowledged comes again, three times. Nothing else in Slack does. */
export class EventDelivery {
  readonly #transport: Transport;
  #delays: readonly number[];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(transport: Transport, delays: readonly number[]) {
    this.#transport = transport;
    this.#delays = delays;
  }

  /** Resolves with the answer to the first attempt; the others follow by themselves. */
  async send(payload: Dictionary): Promise<Answer> {
    const answer = await this.#transport.deliver({ type: 'events_api', payload });
    this.#again(payload, 1, answer);
    return answer;
  }

  /** Drops the redeliveries that are waiting. */
  forget(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  close(): void {
    this.#delays = [];
    this.forget();
  }

  #again(payload: Dictionary, number: number, answer: Answer): void {
    const delay = this.#delays[number - 1];
    if (answer.ok || answer.final || delay === undefined) return;
    const timer = setTimeout(async () => {
      this.#timers.delete(timer);
      const retry = { number, reason: answer.reason };
      this.#again(payload, number + 1, await this.#transport.deliver({ type: 'events_api', payload, retry }));
    }, delay);
    timer.unref();
    this.#timers.add(timer);
  }
}
