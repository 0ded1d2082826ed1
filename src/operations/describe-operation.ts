import { z } from 'zod';
import { findOperation } from './catalog.ts';
import type { Risk } from './operation.ts';
import type { Records } from './records.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** An operation for a reader that is a program: JSON only, so that it can be sent anywhere. */
export interface OperationDescription {
  id: string;
  title: string;
  summary: string;
  risk: Risk;
  /** JSON schema of the values that a caller gives. */
  input: JsonSchema;
  /** JSON schema of the result, before it becomes a card. */
  output: JsonSchema;
  /** The records in the result, where it holds some. */
  records?: Pick<Records, 'resource' | 'personal'>;
  examples: readonly Readonly<Record<string, unknown>>[];
}

/** Keys that only forms and commands need. */
const FORM_ONLY = new Set(['as', 'hint', 'placeholder', 'aliases', 'options', 'choices', 'openList', 'idOf', 'past']);

function plainProperty(property: JsonSchema & { hint?: string }): JsonSchema {
  const own = Object.fromEntries(Object.entries(property).filter(([name]) => !FORM_ONLY.has(name)));
  return property.hint === undefined ? own : { ...own, description: property.hint };
}

function inputSchema(input: z.ZodObject): JsonSchema {
  const schema = z.toJSONSchema(input, { io: 'input' });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    plainProperty(property as JsonSchema),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Describes one operation of the catalog; undefined when there is none of this id. */
export function describeOperation(id: string): OperationDescription | undefined {
  const operation = findOperation(id);
  if (!operation) return undefined;
  const { title, summary, risk, records, examples } = operation;
  return {
    id,
    title,
    summary,
    risk,
    input: inputSchema(operation.input),
    output: z.toJSONSchema(operation.response, { io: 'output', unrepresentable: 'any' }),
    ...(records ? { records: { resource: records.resource, personal: records.personal } } : {}),
    examples,
  };
}
