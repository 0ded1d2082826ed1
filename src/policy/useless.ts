import type { Operation } from '../operations/operation.ts';
import { risksOf } from './risks.ts';
import type { Rule } from './rules.ts';

/** Everything a rule is about, as `operation risk`. */
const operationsOf = ({ operations: ids, risks }: Rule, operations: readonly Operation[]): string[] =>
  operations
    .filter(({ id }) => ids?.has(id) ?? true)
    .flatMap((operation) =>
      risksOf(operation)
        .filter((risk) => risks?.includes(risk) ?? true)
        .map((risk) => `${operation.id} ${risk}`),
    );

const isWithin = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((one) => whole.includes(one));

/** Whether everybody whom the later rule reaches is reached by the earlier one. Guests count where they are named. */
function coversPeople(earlier: Rule, later: Rule): boolean {
  if (!earlier.who) return earlier.ruling.decision === 'deny' || !later.who || later.who.users.length === 0;
  return (
    later.who !== undefined &&
    isWithin(later.who.users, earlier.who.users) &&
    isWithin(later.who.groups, earlier.who.groups)
  );
}

const coversPlaces = (earlier: Rule, later: Rule): boolean =>
  !earlier.channels || (later.channels !== undefined && isWithin(later.channels, earlier.channels));

/** Rules that can never decide anything for a full member; `after` is the earlier rule that always decides first. */
export function uselessRules(
  rules: readonly Rule[],
  operations: readonly Operation[],
): { index: number; after?: number }[] {
  const named = rules.map((rule) => operationsOf(rule, operations));
  return rules.flatMap((rule, index) => {
    const mine = named[index] ?? [];
    if (mine.length === 0) return [{ index }];
    const after = rules
      .slice(0, index)
      .findIndex((one, at) => isWithin(mine, named[at] ?? []) && coversPlaces(one, rule) && coversPeople(one, rule));
    return after < 0 ? [] : [{ index, after }];
  });
}
