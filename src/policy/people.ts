import { LRUCache } from 'lru-cache';
import { OperationError } from '../errors.ts';
import type { Actor } from '../journal/intent.ts';

/** What kind of person is asking, as the workspace knows them at this moment. */
export type PersonKind = 'admin' | 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';

/** Looks a person up. Rejects when the workspace cannot be asked. */
export type PersonOf = (actor: Actor) => Promise<{ kind: PersonKind }>;

/** Why the floor refuses them. */
const WHY_NOT: Readonly<Record<Exclude<PersonKind, 'admin' | 'member'>, string>> = {
  guest: "Guests can't use Bellhop. Ask a member.",
  stranger: 'Only members of this workspace can use Bellhop.',
  bot: "Bots and workflows can't use Bellhop.",
  deactivated: 'This account is deactivated.',
};

/**
 * The floor that no rule goes below: full members, and guests as far as a rule names their own id (`isNamed`). Undefined
 * for them; for anybody else, why they get nothing.
 */
export const floorRefusal = (kind: PersonKind, isNamed: boolean): string | undefined =>
  kind === 'admin' || kind === 'member' || (kind === 'guest' && isNamed) ? undefined : WHY_NOT[kind];

/** How a door knows people. */
export interface People {
  /** Undefined for an id that the door does not give out. Rejects when nobody can say. */
  personOf(actor: Actor): Promise<{ kind: PersonKind } | undefined>;
  membersOf: MembersOf;
}

/** The people of several doors. An id is judged by the first door that knows it, by whichever door the person came in. */
export const peopleOf = (doors: readonly People[]) => ({
  async personOf(actor: Actor): Promise<{ kind: PersonKind }> {
    for (const door of doors) {
      const person = await door.personOf(actor);
      if (person) return person;
    }
    throw new Error('No door knows this person.');
  },

  async membersOf(group: string): Promise<string[]> {
    const members = await Promise.all(doors.map((door) => door.membersOf(group)));
    return members.flat();
  },
});

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
