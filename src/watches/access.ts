import { OperationError } from '../errors.ts';
import type { Actor } from '../journal/intent.ts';
import type { Place, Policy } from '../policy/policy.ts';
import { hindranceOf } from './rights.ts';
import type { WatchSource } from './watch.ts';

const GONE = 'This can no longer be watched.';
const MAY_NOT = 'You may not look at this here, so you cannot watch it either.';

/** Throws an OperationError unless this person may watch this here. Rejects as unavailable when that cannot be checked. */
export async function mustBeAllowed(
  policy: Pick<Policy, 'exclusionOf' | 'decideAtAll'>,
  source: WatchSource,
  actor: Actor,
  place: Place,
): Promise<void> {
  const excluded = await policy.exclusionOf(actor);
  if (excluded !== undefined) throw new OperationError({ kind: 'denied', message: excluded });
  const hindrance = await hindranceOf(policy, { owner: actor, source }, place);
  if (hindrance?.reason === 'broken') throw new OperationError({ kind: 'input', message: GONE });
  if (hindrance) throw new OperationError({ kind: 'denied', message: MAY_NOT });
}
