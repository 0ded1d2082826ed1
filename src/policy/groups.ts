import { LRUCache } from 'lru-cache';
import { OperationError } from '../errors.ts';

/** The ids of everybody in a user group. Rejects when the workspace cannot be asked, or no longer has the group. */
export type MembersOf = (group: string) => Promise<readonly string[]>;

const KEEP_MS = 60_000;

/**
 * Which of these groups somebody is in. The members of a group are asked for at most once a minute, however many ask at
 * once. Throws an OperationError `unavailable` when one of them cannot be checked.
 */
export function createGroupsOf(membersOf: MembersOf) {
  const known = new LRUCache<string, ReadonlySet<string>>({
    max: 1_000,
    ttl: KEEP_MS,
    fetchMethod: async (group) => new Set(await membersOf(group)),
  });

  return async (user: string, among: readonly string[]): Promise<ReadonlySet<string>> => {
    const isIn = async (group: string): Promise<boolean> => {
      const members = await known.fetch(group);
      // Not knowing is not the same as not being in it: a rule may deny a group.
      if (!members) throw new Error(`The members of ${group} were not fetched.`);
      return members.has(user);
    };
    try {
      const answers = await Promise.all(among.map(isIn));
      return new Set(among.filter((_, index) => answers[index]));
    } catch (error) {
      const message =
        'Slack could not tell me who is in a group that decides this, so nothing was done. Try again in a moment.';
      throw new OperationError({ kind: 'unavailable', message }, error);
    }
  };
}
