import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world/world.ts';
import { commandBytes } from './command.ts';
import { Connections } from './connection.ts';

/** One command and what became of it; times in milliseconds. */
export interface Sample {
  ackMs: number;
  /** Whether the answer was a 200. */
  acked: boolean;
  /** The acknowledgement said something: as a rule that the command was not taken. */
  spoke: boolean;
  /** Until the result arrived at Slack; undefined when it never did, or was an error. */
  doneMs?: number;
  /** Nothing at all arrived at Slack. */
  lost?: boolean;
  /** The vendor's own part of it. */
  vendorMs: number;
}

export interface Sent {
  acked: Promise<Sample>;
  done: Promise<Sample>;
}

let lastNumber = 0;

/** Sends commands to one contestant. */
export class Load {
  readonly #world: World;
  readonly #port: number;
  readonly #connections: Connections;

  constructor(world: World, port: number) {
    this.#world = world;
    this.#port = port;
    this.#connections = new Connections(port);
  }

  /** A `#` in the line becomes the number of the command. */
  send(line: string, keepAlive = true): Sent {
    const number = ++lastNumber;
    const { slack, vendors, results } = this.#world;
    const to = { port: this.#port, slackOrigin: slack.origin, keepAlive };
    const bytes = commandBytes(number, line.replace('#', String(number)), to);
    const result = results.expect(number);
    const since = performance.now();
    const acked = this.#connections.send(bytes, keepAlive).then(({ status, body }): Sample => {
      const ackMs = performance.now() - since;
      if (status !== 200 || body !== '') results.arrived(number, 'answered');
      return { ackMs, acked: status === 200, spoke: body !== '', vendorMs: 0 };
    });
    const done = Promise.all([acked, result]).then(([sample, { how, at }]) => {
      const vendorMs = vendors.heldFor(number);
      return { ...sample, vendorMs, ...(how === 'done' ? { doneMs: at - since } : {}), lost: how === 'lost' };
    });
    return { acked, done };
  }

  /** So many clients, each of which sends its next command when the one before is acknowledged, or done. */
  async closed(line: string, options: { clients: number; count: number; until: 'acked' | 'done' }): Promise<Sample[]> {
    const samples: Sample[] = [];
    let left = options.count;
    const client = async () => {
      while (left-- > 0) samples.push(await this.send(line)[options.until]);
    };
    await Promise.all(Array.from({ length: options.clients }, client));
    return samples;
  }

  /** So many commands a second, whether or not those before were answered. */
  async paced(
    line: string | (() => string),
    options: { perSecond: number; seconds: number; until: 'acked' | 'done'; keepAlive?: boolean },
  ): Promise<Sample[]> {
    const { perSecond, seconds, until, keepAlive } = options;
    const count = Math.round(perSecond * seconds);
    const since = performance.now();
    const sent: Promise<Sample>[] = [];
    while (sent.length < count) {
      const due = Math.min(count, Math.floor(((performance.now() - since) / 1000) * perSecond) + 1);
      while (sent.length < due) {
        sent.push(this.send(typeof line === 'string' ? line : line(), keepAlive)[until]);
      }
      await pause(1);
    }
    return Promise.all(sent);
  }

  /** Waits for all that is under way; what is not done in time is given up. Returns how many those were. */
  async settled(withinMs: number): Promise<number> {
    const until = performance.now() + withinMs;
    const { results } = this.#world;
    while (results.underWay > 0 && performance.now() < until) await pause(20);
    return results.abandon();
  }

  close(): void {
    this.#connections.close();
  }
}
