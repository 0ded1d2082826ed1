import { isDeepStrictEqual } from 'node:util';
import { type Bound, bind } from '../src/commands/bind.ts';
import { nowIn, serverZone, whenWords } from '../src/commands/when.ts';
import { kindOf } from '../src/operations/field-kinds.ts';
import type { Field } from '../src/operations/fields.ts';
import type { Zones } from './slack/zones.ts';

/** The acknowledgement waits for it, and Slack gives three seconds for all. */
const ZONE_WITHIN_MS = 600;
/** Where the day begins first and last: what both read alike does not depend on the zone. */
const FAR_ZONES = ['Etc/GMT-14', 'Etc/GMT+12'];

const isDate = (field: Field): boolean => kindOf(field).isDate === true;

export interface Read extends Bound {
  /** How dates typed in other words than `2026-11-27` were read, a line each: "Due: Fri 27 Nov, in 2 days". */
  interpretedDates: string[];
}

/** Binds a command with dates and times read in the zone of the person. Where Slack does not say it, they are asked. */
export async function bindFor(
  person: string,
  { rest, fields, positional }: { rest: string; fields: readonly Field[]; positional: readonly string[] },
  zones: Zones,
): Promise<Read> {
  const read = (zone: string): Bound => bind(rest, fields, positional, nowIn(zone));
  const [first, last] = fields.some(isDate) ? FAR_ZONES.map(read) : [];
  const isSame = (name: string) => isDeepStrictEqual(first?.values[name], last?.values[name]);
  const open = fields.filter(({ name }) => !isSame(name));
  const known = open.length > 0 ? await zones.of(person, ZONE_WITHIN_MS) : zones.known(person);
  const zone = known ?? serverZone();
  const bound = read(zone);
  const words = (field: Field): string | undefined => {
    const value = bound.values[field.name];
    if (!isDate(field) || typeof value !== 'string') return undefined;
    return whenWords(value, nowIn(zone));
  };
  if (known === undefined) {
    for (const field of open) {
      const asked = `Slack did not tell me your time zone, so I took ${zone}: ${words(field)}. Please check it.`;
      bound.errors[field.name] ??= asked;
    }
  }
  const interpretedDates = fields.flatMap((field) => {
    // What is written out in full needs no interpretation.
    const isPlain = rest.includes(String(bound.values[field.name]));
    const when = isPlain || bound.errors[field.name] !== undefined ? undefined : words(field);
    return when === undefined ? [] : [`${field.label || field.name}: ${when}`];
  });
  return { ...bound, interpretedDates };
}
