import leven from 'leven';
import { idInAddress } from '../operations/addresses.ts';
import { operationsOf } from '../operations/catalog.ts';
import { fieldsOf } from '../operations/fields.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import { isPrivateFlag, tokenize } from './tokens.ts';

/** From this length on, two wrong letters are a slip; in a shorter word they make another word. */
const LONG = 6;

const isSlipOf = (typed: string, verb: string): boolean => {
  const distance = leven(typed.toLowerCase(), verb);
  return distance === 1 || (distance === 2 && verb.length >= LONG);
};

/** The operation of a resource whose verb was mistyped. */
export const mistyped = (vendor: Vendor, resource: string, verb: string): Operation | undefined =>
  operationsOf(vendor, resource).find(({ id }) => isSlipOf(verb, wordsOf(id).verb));

/** Whether a word can only be meant as the id of a record. */
function isId(operation: Operation, word: string): boolean {
  const field = fieldsOf(operation).find(({ name }) => name === operation.subject);
  if (!field?.problem) return false;
  return idInAddress(word, field) !== undefined || (/\d/.test(word) && field.problem(word) === undefined);
}

/**
 * A command without its verb: `lead 81` opens a record, `lead acme` searches for it. Reads only. Undefined where the
 * resource has no such operation, and where the first word looks like a mistyped verb.
 */
export function shortened(vendor: Vendor, resource: string, rest: string): Operation | undefined {
  const words = tokenize(rest).filter(({ value, quoted }) => quoted || !isPrivateFlag(value));
  const [first] = words;
  if (!first || (!first.quoted && mistyped(vendor, resource, first.value))) return undefined;
  const reads = operationsOf(vendor, resource).filter(({ risk }) => risk === 'read');
  const readOf = (verb: string) => reads.find(({ id }) => wordsOf(id).verb === verb);
  const get = readOf('get');
  return words.length === 1 && get && isId(get, first.value) ? get : readOf('search');
}
