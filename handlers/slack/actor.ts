import type { Actor } from '../../src/journal/intent.ts';

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
