import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import { describeOperation } from '../../src/operations/describe-operation.ts';

/** Writes whose result holds nothing that can be told. */
const SAYS_NOTHING = ['jframework.sms.test'];

/** Every schema without a type, a choice or a reference, by its path. */
function untyped(schema: unknown, path = 'output'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, enum: choices, anyOf, $ref, properties = {}, items } = schema as Record<string, unknown>;
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => untyped(one, path));
  const own = type === undefined && choices === undefined && $ref === undefined ? [path] : [];
  const inner = Object.entries(properties as object).flatMap(([name, one]) => untyped(one, `${path}.${name}`));
  return [...own, ...inner, ...(items === undefined ? [] : untyped(items, `${path}[]`))];
}

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const described = describeOperation(id)!;

  it('is described in JSON: what goes in, what comes out, examples', () => {
    expect(JSON.parse(JSON.stringify(described))).toMatchObject({ id, risk: operation.risk, title: operation.title });
    expect(described.input).toMatchObject({ type: 'object' });
    expect(Object.keys(described.input.properties ?? {}).sort()).toEqual(Object.keys(operation.input.shape).sort());
    expect(described.examples.length).toBeGreaterThan(0);
  });

  it('says the type of every value that comes out', () => {
    expect(untyped(described.output)).toEqual(SAYS_NOTHING.includes(id) ? ['output'] : []);
  });

  it('uses words of JSON schema only, with the label and the hint of each field', () => {
    const known = ['type', 'title', 'description', 'default', 'enum', 'format', 'pattern', 'items', 'allOf'];
    const limits = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'exclusiveMinimum'];
    for (const [name, property] of Object.entries(described.input.properties ?? {})) {
      expect(
        Object.keys(property as object).filter((key) => ![...known, ...limits].includes(key)),
        name,
      ).toEqual([]);
      expect(property).toHaveProperty('title');
    }
  });
});

it('an unknown id is not described', () => {
  expect(describeOperation('pmp.lead.steal')).toBeUndefined();
});

it('a list says whose records it holds, and what of them is personal', () => {
  expect(describeOperation('pmp.lead.list')).toMatchObject({
    output: { type: 'array', items: { properties: { name: { type: 'string' } } } },
    records: { resource: 'pmp.lead', personal: ['title', 'details', 'E-mail', 'Phone', 'Address'] },
  });
});
