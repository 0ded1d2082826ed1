import leven from 'leven';
import { vendors } from '../vendors/index.ts';
import { type Operation, wordsOf } from './operation.ts';
import type { Vendor } from './vendor.ts';

export { vendors };

export const operations: readonly Operation[] = vendors.flatMap((vendor) => vendor.operations);

const byId = new Map<string, Operation>(operations.map((operation) => [operation.id, operation]));

export const findOperation = (id: string): Operation | undefined => byId.get(id);
export const findVendor = (id: string): Vendor | undefined => vendors.find((vendor) => vendor.id === id);

/** The vendor an operation belongs to. Throws on an operation that is in no vendor's list. */
export function vendorOf(operation: Operation): Vendor {
  const vendor = findVendor(wordsOf(operation.id).vendor);
  if (!vendor) throw new Error(`Operation "${operation.id}" belongs to no vendor.`);
  return vendor;
}

const asWord = (typed: string): string => typed.toLowerCase().replace(/_/g, '-');

/** A vendor's operations by the words that people type for them. */
interface Words {
  byWords: ReadonlyMap<string, Operation>;
  byResource: ReadonlyMap<string, readonly Operation[]>;
}

const known = new WeakMap<Vendor, Words>();

const readWords = ({ operations: among, plurals }: Vendor): Words => {
  const byWords = new Map<string, Operation>();
  const byResource = new Map<string, Operation[]>();
  for (const operation of among) {
    const { resource, verb } = wordsOf(operation.id);
    for (const name of new Set([resource, plurals[resource] ?? resource])) {
      const others = byResource.get(name);
      if (others) others.push(operation);
      else byResource.set(name, [operation]);
      for (const words of [`${name} ${verb}`, `${verb} ${name}`])
        if (!byWords.has(words)) byWords.set(words, operation);
    }
  }
  return { byWords, byResource };
};

function wordsFor(vendor: Vendor): Words {
  const words = known.get(vendor) ?? readWords(vendor);
  known.set(vendor, words);
  return words;
}

/** `lead search`, `leads search` and `search leads` all name `pmp.lead.search`. */
export const findByWords = (vendor: Vendor, first: string, second: string): Operation | undefined =>
  wordsFor(vendor).byWords.get(`${asWord(first)} ${asWord(second)}`);

/** The operations of one resource, named in singular or plural. */
export const operationsOf = (vendor: Vendor, resource: string): readonly Operation[] =>
  wordsFor(vendor).byResource.get(asWord(resource)) ?? [];

/** The nearest operation for words nobody knows, or undefined when nothing is near. */
export function didYouMean(among: readonly Operation[], words: string): Operation | undefined {
  const typed = words.toLowerCase().split(/\s+/).slice(0, 2).join(' ');
  const ranked = among
    .map((operation) => {
      const { resource, verb } = wordsOf(operation.id);
      return {
        operation,
        distance: Math.min(leven(typed, `${resource} ${verb}`), leven(typed, `${verb} ${resource}`)),
      };
    })
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  return nearest && nearest.distance <= Math.max(2, typed.length / 2) ? nearest.operation : undefined;
}

/** `/pmp lead search`: how a person starts the operation. */
export function commandOf(operation: Operation): string {
  const { vendor, resource, verb } = wordsOf(operation.id);
  return `/${vendor} ${resource} ${verb}`;
}
