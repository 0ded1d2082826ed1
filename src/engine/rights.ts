import { setTimeout as wait } from 'node:timers/promises';
import { OperationError } from '../errors.ts';
import type { Actor, Entry, Origin } from '../journal/intent.ts';
import type { Operation } from '../operations/operation.ts';
import type { Policy } from '../policy/policy.ts';
import type { Doors } from './doors.ts';
import { operationOf } from './intents.ts';

/** A door must answer within three seconds, so checking the rights of a button action may not take longer than this. */
const CHECK_WITHIN_MS = 2_000;

const ASK_ANEW = 'This needs the approval of others each time. Please ask for it with the command.';
const TOO_SLOW = 'It took too long to find out who you are, so nothing was done. Please press it once more.';

const denied = (message: string): OperationError => new OperationError({ kind: 'denied', message });

export type Rights = ReturnType<typeof createRights>;

/** What the engine asks the policy. Every method rejects with an OperationError where somebody may not. */
export function createRights(policy: Policy, { placeOf }: Pick<Doors, 'placeOf'>) {
  /** Rejects unless the actor may run this at all here, perhaps after approval. */
  async function mayRun(operation: Operation, actor: Actor, origin: Origin): Promise<void> {
    const decided = await policy.decideAtAll(actor, operation, placeOf(origin));
    if (decided.decision === 'deny') throw denied(decided.why);
  }

  return {
    mayRun,

    /**
     * The same, called before an idempotency key is taken: somebody without rights must not use up a button that others
     * may press. Rejects as unavailable when the check takes too long.
     */
    async mayRunInTime(operation: Operation, actor: Actor, origin: Origin): Promise<void> {
      const stop = new AbortController();
      const tooSlow = wait(CHECK_WITHIN_MS, undefined, { signal: stop.signal }).then(() => {
        throw new OperationError({ kind: 'unavailable', message: TOO_SLOW });
      });
      try {
        await Promise.race([mayRun(operation, actor, origin), tooSlow]);
      } finally {
        stop.abort();
        tooSlow.catch(() => {});
      }
    },

    /** Rejects unless the actor may see the answer to somebody's read. The read itself had every approval it needs. */
    async mayRead(entry: Entry, actor: Actor, origin: Origin): Promise<void> {
      const decided = await policy.decide(actor, operationOf(entry), entry.input, placeOf(origin));
      if (decided.decision === 'deny') throw denied(decided.why);
      const isOwnAnswer = entry.actor.id === actor.id && entry.state === 'succeeded';
      if (decided.decision === 'approval' && !isOwnAnswer) throw denied(ASK_ANEW);
    },
  };
}
