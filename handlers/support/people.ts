import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { PersonKind, PersonOf } from '../../src/policy/policy.ts';

const KEEP_MS = 60_000;

export interface SlackUser {
  id?: string;
  tz?: string;
  team_id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_workflow_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_admin?: boolean;
  is_owner?: boolean;
  enterprise_user?: { enterprise_id?: string };
}

export function kindOf(user: SlackUser, home: { team: string; enterprise?: string | undefined }): PersonKind {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot) return 'bot';
  const sameEnterprise = home.enterprise !== undefined && user.enterprise_user?.enterprise_id === home.enterprise;
  if (user.is_stranger || (user.team_id !== home.team && !sameEnterprise)) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_admin || user.is_owner ? 'admin' : 'member';
}

/**
 * Asks Slack who somebody is, at most once a minute each. `home` is the workspace the bot is installed in; `heard` gets
 * what Slack says besides.
 */
export function createPersonOf(
  client: WebClient,
  home: { team: string; enterprise?: string | undefined },
  heard: (id: string, user: SlackUser) => void = () => {},
): PersonOf {
  const known = new LRUCache<string, { kind: PersonKind }>({ max: 10_000, ttl: KEEP_MS });
  return async ({ id }) => {
    const cached = known.get(id);
    if (cached) return cached;
    const { user } = await client.users.info({ user: id });
    const person = { kind: kindOf((user ?? {}) as SlackUser, home) };
    known.set(id, person);
    if (user) heard(id, user as SlackUser);
    return person;
  };
}
