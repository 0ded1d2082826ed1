import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { pmp } from '../../../src/vendors/pmp/index.ts';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { cardOf } from './support.ts';

withoutNetwork();

interface Case {
  input: Record<string, unknown>;
  card: unknown;
}

/** `cards/<resource>.yml`: for each verb an input, and the card that a person reads. */
const folder = new URL('cards/', import.meta.url);
const resources = readdirSync(folder).map((name) => name.replace(/\.yml$/, ''));
const casesOf = (resource: string): [verb: string, Case][] =>
  Object.entries(parse(readFileSync(new URL(`${resource}.yml`, folder), 'utf8')));

it('covers every operation', () => {
  const covered = resources.flatMap((resource) => casesOf(resource).map(([verb]) => `pmp.${resource}.${verb}`));
  expect(covered.toSorted()).toEqual(pmp.operations.map(({ id }) => id).toSorted());
});

/** As text, since the order of facts and buttons is part of the card. */
describe.each(resources)('the card of a %s, with the requests as recorded', (resource) => {
  it.each(casesOf(resource))('to %s', async (verb, { input, card }) => {
    const expected = stringify(card, { lineWidth: 0, aliasDuplicateObjects: false });
    expect(await cardOf(`${resource}.${verb}`, input)).toBe(expected);
  });
});
