import { isDeepStrictEqual } from 'node:util';
import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { type Bound, bind } from './bind.ts';
import { nowIn, serverZone, whenWords } from './when.ts';

/** The acknowledgement waits for it, and a door may have three seconds for all. */
const ZONE_WITHIN_MS = 600;
/** Where the day begins first and last: what both read alike does not depend on the zone. */
const FAR_ZONES = ['Etc/GMT-14', 'Etc/GMT+12'];

/** What a door knows of the time zones of people. */
export interface ZoneFinder {
  /** The zone if it is known already. */
  known(person: string): string | undefined;
  /** The zone, asked for if need be. Undefined when nobody says it within the time. */
  of(person: string, withinMs: number): Promise<string | undefined>;
}

export interface Typed {
  rest: string;
  fields: readonly Field[];
  positional: readonly string[];
}

export interface Read extends Bound {
  /** How typed dates were read, a line each: "Due: Fri 27 Nov, in 2 days". */
  interpretedDates: string[];
}

/** Where no field is a date, nothing depends on the time. To find out the zone of a machine costs more than all the rest. */
const ANY_TIME = nowIn('Etc/UTC');

const isDate = (field: Field): boolean => kindOf(field).isDate === true;

const bindIn = (zone: string, { rest, fields, positional }: Typed): Bound =>
  bind(rest, fields, positional, nowIn(zone));

/** The value of a date with its weekday and its distance; undefined for other fields and for what is no date. */
function wordsFor(field: Field, { values }: Bound, zone: string): string | undefined {
  const value = values[field.name];
  return isDate(field) && typeof value === 'string' ? whenWords(value, nowIn(zone)) : undefined;
}

const withDates = (bound: Bound, fields: readonly Field[], zone: string): Read => {
  const interpretedDates = fields.flatMap((field) => {
    const when = bound.errors[field.name] === undefined ? wordsFor(field, bound, zone) : undefined;
    return when === undefined ? [] : [`${field.label || field.name}: ${when}`];
  });
  return { ...bound, interpretedDates };
};

/** Binds a command with dates and times read in one time zone. */
export const readIn = (zone: string, typed: Typed): Read => withDates(bindIn(zone, typed), typed.fields, zone);

/** Binds a command with dates and times read in the zone of the person. Where it is not known, they are asked to check. */
export async function readFor(person: string, typed: Typed, zones: ZoneFinder): Promise<Read> {
  const { fields } = typed;
  if (!fields.some(isDate)) return { ...bind(typed.rest, fields, typed.positional, ANY_TIME), interpretedDates: [] };
  const [first, last] = FAR_ZONES.map((zone) => bindIn(zone, typed));
  const open = fields.filter(({ name }) => !isDeepStrictEqual(first?.values[name], last?.values[name]));
  const known = open.length > 0 ? await zones.of(person, ZONE_WITHIN_MS) : zones.known(person);
  const zone = known ?? serverZone();
  const bound = bindIn(zone, typed);
  if (known === undefined) {
    for (const field of open) {
      const asked = `Your time zone is not known right now, so I took ${zone}: ${wordsFor(field, bound, zone)}. Please check it.`;
      bound.errors[field.name] ??= asked;
    }
  }
  return withDates(bound, fields, zone);
}
