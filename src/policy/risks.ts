import type { Operation, Risk } from '../operations/operation.ts';

/** The risks that inputs of this operation can have: some writes turn out to reach outsiders. */
export const risksOf = (operation: Operation): readonly Risk[] =>
  operation.risk === 'write' && operation.confirm ? ['write', 'destructive'] : [operation.risk];
