import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Message } from './message-text.ts';
import type { Names } from './unescape.ts';

const KEEP_MS = 60 * 60_000;
/** A message that mentions more is no text for a form. */
const MOST = 20;

/** Ids of people, groups and channels that a message mentions, and the names that stand beside them in its text. */
export function mentionsIn(message: Message): { ids: string[]; names: Map<string, string> } {
  const whole = JSON.stringify([message.text, message.blocks, message.attachments]);
  const names = new Map<string, string>();
  const ids = new Set<string>();
  for (const [, id = '', label] of whole.matchAll(/<(?:[@#]|!subteam\^)([A-Z0-9]+)(?:\|([^<>]*))?>/g)) {
    ids.add(id);
    if (label) names.set(id, label.replace(/^@/, ''));
  }
  for (const [, id = ''] of whole.matchAll(/"(?:user|usergroup|channel)_id":"([A-Z0-9]+)"/g)) ids.add(id);
  return { ids: [...ids].filter((id) => !names.has(id)), names };
}

export type NameFinder = ReturnType<typeof createNameFinder>;

/** What people, groups and channels are called, as far as Slack says so in time. */
export function createNameFinder(client: WebClient) {
  const known = new LRUCache<string, string>({ max: 10_000, ttl: KEEP_MS });
  const learn = (id: string, name: string | undefined): void => void (id && name && known.set(id, name));

  async function askPerson(id: string): Promise<void> {
    const { user } = await client.users.info({ user: id });
    learn(id, user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name);
  }
  async function askGroups(): Promise<void> {
    const { usergroups = [] } = await client.usergroups.list();
    for (const { id, handle } of usergroups) learn(id ?? '', handle);
  }
  async function askChannel(id: string): Promise<void> {
    const { channel } = await client.conversations.info({ channel: id });
    learn(id, channel?.name);
  }

  /** Every look-up that the ids need. Slack lists all groups in one answer. */
  function lookUps(ids: readonly string[]): Promise<void>[] {
    const ask = (id: string): Promise<void> => (/^[UW]/.test(id) ? askPerson(id) : askChannel(id));
    const others = ids.filter((id) => !id.startsWith('S'));
    return [...others.map(ask), ...(others.length < ids.length ? [askGroups()] : [])];
  }

  return {
    /** Names for all that a message mentions; what Slack does not say within the time is left out. */
    async namesFor(message: Message, withinMs: number): Promise<Names> {
      const { ids, names } = mentionsIn(message);
      const missing = ids.filter((id) => !known.has(id)).slice(0, MOST);
      const asked = lookUps(missing).map((one) => one.catch(() => {}));
      if (asked.length > 0) {
        const late = new AbortController();
        await Promise.race([
          Promise.all(asked),
          setTimeout(withinMs, undefined, { signal: late.signal }).catch(() => {}),
        ]);
        late.abort();
      }
      const found = ids.flatMap((id): [string, string][] => {
        const name = known.get(id);
        return name === undefined ? [] : [[id, name]];
      });
      return new Map([...names, ...found]);
    },
  };
}
