import { findOperation, operations } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import type { Place, Policy } from '../policy/policy.ts';
import type { PauseReason, Watch, WatchSource } from './watch.ts';

/** What stands against a notification of a watch. */
export type Hindrance = { reason: Extract<PauseReason, 'owner' | 'broken'>; why: string };

const GONE = 'What it watches no longer exists.';
const NOT_ALLOWED = 'Its owner may no longer look at what it watches.';

/** Whether an id is one of a pattern: an id, `pmp.lead.*`, `pmp.*`; no pattern means all. */
export const matchesPattern = (id: string, pattern = '*'): boolean =>
  pattern === '*' || (pattern.endsWith('.*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern);

/** The operations of which the owner must be able to run one. Undefined where none is needed. */
function neededFor(source: WatchSource): readonly Operation[] | undefined {
  if (source.kind === 'webhook') return undefined;
  if (source.kind === 'records') return [findOperation(source.operation)].filter((one) => one !== undefined);
  const { operation, risk } = source.filter;
  return operations.filter((one) => matchesPattern(one.id, operation) && (risk === undefined || fits(one, risk)));
}

/** A write may turn out to be destructive. */
const fits = (operation: Operation, risk: string): boolean =>
  operation.risk === risk || (risk === 'destructive' && operation.risk === 'write');

/** What stands against this watch going on, at this moment. Rejects when that cannot be said now. */
export async function hindranceOf(
  policy: Pick<Policy, 'exclusionOf' | 'decideAtAll'>,
  { owner, source }: Pick<Watch, 'owner' | 'source'>,
  place: Place,
): Promise<Hindrance | undefined> {
  const needed = neededFor(source);
  if (needed?.length === 0) return { reason: 'broken', why: GONE };
  const exclusion = await policy.exclusionOf(owner);
  if (exclusion !== undefined) return { reason: 'owner', why: NOT_ALLOWED };
  for (const operation of needed ?? []) {
    const { decision } = await policy.decideAtAll(owner, operation, place);
    if (decision !== 'deny') return undefined;
  }
  return needed ? { reason: 'owner', why: NOT_ALLOWED } : undefined;
}
