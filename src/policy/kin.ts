import { LRUCache } from 'lru-cache';
import type { Operation } from '../operations/operation.ts';
import { fitsOperation } from './evaluate.ts';
import { risksOf } from './risks.ts';
import type { Rules } from './rules.ts';

/** Different people see different parts of a list; more parts than this are made anew each time. */
const MOST_PARTS = 200;

/** A list of operations, sorted into kins: no rule tells two operations of one kin apart. */
export interface Sorted {
  /** One operation of each kin, to decide on for all of it. */
  samples: readonly Operation[];
  /** The operations of the kins that are shown, in the list's order; the same array each time. */
  partOf(isShown: readonly boolean[]): readonly Operation[];
}

/** Everything that a decision can depend on of an operation, as text: its risks, and the rules it fits with each. */
const kinOf = (operation: Operation, { rules }: Rules): string =>
  risksOf(operation)
    .map((risk) => {
      const fitting = rules.flatMap((rule, index) => (fitsOperation(rule, operation.id, risk) ? [index] : []));
      return `${risk} ${fitting.join(',')}`;
    })
    .join(';');

function sort(operations: readonly Operation[], rules: Rules): Sorted {
  const numbers = new Map<string, number>();
  const samples: Operation[] = [];
  const kins = operations.map((operation) => {
    const kin = kinOf(operation, rules);
    const number = numbers.get(kin) ?? numbers.size;
    if (number === numbers.size) samples.push(operation);
    numbers.set(kin, number);
    return number;
  });
  const parts = new LRUCache<string, readonly Operation[]>({ max: MOST_PARTS });
  return {
    samples,
    partOf(isShown) {
      if (isShown.every(Boolean)) return operations;
      const key = isShown.map(Number).join('');
      const part = parts.get(key) ?? operations.filter((_, index) => isShown[kins[index]!]);
      parts.set(key, part);
      return part;
    },
  };
}

/** Sorts lists of operations by these rules, each list once. A list must not change afterwards. */
export function createSorter(rules: Rules): (operations: readonly Operation[]) => Sorted {
  const known = new WeakMap<readonly Operation[], Sorted>();
  return (operations) => {
    const sorted = known.get(operations) ?? sort(operations, rules);
    known.set(operations, sorted);
    return sorted;
  };
}
