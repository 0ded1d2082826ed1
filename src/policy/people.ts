import type { Actor } from '../journal/intent.ts';
import type { MembersOf } from './groups.ts';
import type { PersonKind } from './person.ts';

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
