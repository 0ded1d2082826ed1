import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../src/journal/intent.ts';
import type { People } from '../../src/policy/people.ts';
import type { PersonKind } from '../../src/policy/policy.ts';

/** The parts of Slack's payloads that say who did something: commands, actions, submissions, shortcuts and events differ. */
interface Payload {
  user?: { id: string; team_id?: string | undefined } | undefined;
  user_id?: string | undefined;
  team?: { id: string } | null | undefined;
  team_id?: string | undefined;
}

/**
 * The person behind any of Slack's payloads, with the workspace where it happened. In an organization `team` can be
 * missing; then it is the person's own workspace. People are compared by their id alone: an organization gives one person
 * one id in all its workspaces.
 */
export function actorOf({ user, user_id, team, team_id }: Payload): Actor {
  const id = user?.id ?? user_id;
  if (!id) throw new Error('This payload names no person.');
  return { id, team: team?.id ?? team_id ?? user?.team_id ?? '' };
}

const KEEP_MS = 60_000;

/** People and apps; the ids of a terminal look otherwise. */
const SLACK_ID = /^[UWB][A-Z0-9]+$/;

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
  enterprise_user?: { enterprise_id?: string; teams?: string[] };
}

/** Where the bot is at home, and whose members count as members: those of its workspace, or of the whole organization. */
export interface Home {
  team: string;
  enterprise?: string | undefined;
  membership: 'workspace' | 'organization';
}

/** In an organization one account is in several workspaces; `teams` names all of them, `team_id` only one. */
function isMember({ team_id, enterprise_user }: SlackUser, { team, enterprise, membership }: Home): boolean {
  const isColleague = enterprise !== undefined && enterprise_user?.enterprise_id === enterprise;
  if (isColleague && membership === 'organization') return true;
  return enterprise_user?.teams ? enterprise_user.teams.includes(team) : team_id === team;
}

/** What kind of person Slack's `users.info` describes. */
export function kindOf(user: SlackUser, home: Home): PersonKind {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot) return 'bot';
  if (user.is_stranger || !isMember(user, home)) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_admin || user.is_owner ? 'admin' : 'member';
}

/** Asks Slack who somebody is, at most once a minute each. `heard` gets what Slack says besides; `now` is a given clock. */
export function createPersonOf(
  client: WebClient,
  home: Home,
  heard: (id: string, user: SlackUser) => void = () => {},
  now?: () => number,
): People['personOf'] {
  const known = new LRUCache<string, { kind: PersonKind }>({
    max: 10_000,
    ttl: KEEP_MS,
    ...(now ? { perf: { now } } : {}),
  });
  return async ({ id }) => {
    if (!SLACK_ID.test(id)) return undefined;
    const cached = known.get(id);
    if (cached) return cached;
    const { user } = await client.users.info({ user: id });
    const person = { kind: kindOf((user ?? {}) as SlackUser, home) };
    known.set(id, person);
    if (user) heard(id, user as SlackUser);
    return person;
  };
}
