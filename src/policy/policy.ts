import { OperationError } from '../errors.ts';
import type { Actor } from '../intent.ts';
import type { Operation } from '../operation.ts';

/** What kind of person is asking, as the workspace knows them at this moment. */
export type PersonKind = 'admin' | 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';

/** Looks a person up. Rejects when the workspace cannot be asked. */
export type PersonOf = (actor: Actor) => Promise<{ kind: PersonKind }>;

/** Resolves when the actor may do this; throws an OperationError `denied`, or `unavailable` when nobody could tell. */
export type Authorise = (actor: Actor, operation: Operation, input: Record<string, unknown>) => Promise<void>;

const WHY: Record<Exclude<PersonKind, 'admin' | 'member'>, string> = {
  guest: 'Guests cannot use this. Ask a full member of the workspace to do it for you.',
  stranger: 'Only members of this workspace can use this, not people from a connected one.',
  bot: 'Bots and workflows cannot use this.',
  deactivated: 'This account is deactivated.',
};

/**
 * The built-in policy: full members read and write (what is destructive asks them for confirmation on the way); guests,
 * strangers of Slack Connect, bots and deactivated people get nothing. When it cannot be checked, it is refused.
 */
export function createPolicy(personOf: PersonOf): Authorise {
  return async (actor, operation) => {
    let kind: PersonKind;
    try {
      ({ kind } = await personOf(actor));
    } catch (error) {
      throw new OperationError(
        {
          kind: 'unavailable',
          message: 'Slack could not tell me who you are, so nothing was done. Try again in a moment.',
        },
        error,
      );
    }
    if (kind === 'admin' || kind === 'member') return;
    const doing = operation.risk === 'read' ? 'look this up' : 'do this';
    throw new OperationError({ kind: 'denied', message: `You may not ${doing}. ${WHY[kind]}` });
  };
}
