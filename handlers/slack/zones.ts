import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { isZone, serverZone } from '../../src/commands/when.ts';

/** People move rarely, and a form or a card shows how a date was understood. */
const KEEP_MS = 60 * 60_000;

export type Zones = ReturnType<typeof createZones>;

/** The time zones of people, as Slack knows them. */
export function createZones(client: WebClient) {
  const known = new LRUCache<string, string>({ max: 10_000, ttl: KEEP_MS });

  /** Remembers what Slack said of somebody; where it names no zone, the server's has to do. */
  const learn = (id: string, { tz }: { tz?: string | undefined } = {}): string => {
    const zone = isZone(tz) ? tz : serverZone();
    known.set(id, zone);
    return zone;
  };

  return {
    learn,

    /** The zone if it is known already. */
    known: (id: string): string | undefined => known.get(id),

    /** The zone, asked for if need be. Undefined when Slack does not say it within the time. */
    async of(id: string, withinMs: number): Promise<string | undefined> {
      const zone = known.get(id);
      if (zone !== undefined) return zone;
      const late = new AbortController();
      const asked = client.users.info({ user: id }).then(
        ({ user }) => learn(id, user),
        () => undefined,
      );
      const first = await Promise.race([
        asked,
        setTimeout(withinMs, undefined, { signal: late.signal }).catch(() => undefined),
      ]);
      late.abort();
      return first;
    },
  };
}
