import type { Place } from '../policy/policy.ts';

/** True if both are the same channel. A place without one is a person's own. */
export const isSamePlace = (a: Place, b: Place): boolean => a.channel !== undefined && a.channel === b.channel;
