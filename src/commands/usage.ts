import { commandOf, operationsOf } from '../operations/catalog.ts';
import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { fieldsOf } from '../operations/fields.ts';
import type { Operation } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import type { Help } from './help-page.ts';
import { quote } from './tokens.ts';

/** Free text last on the line needs no quotes; anything else with a space does. */
const quoted = (text: string, isRest: boolean): string => (/\s/.test(text) && !isRest ? quote(text) : text);

/** An example as somebody would type it. */
export function exampleCommand(operation: Operation, example: Record<string, unknown>): string {
  const { positional } = operation;
  const kinds = new Map(fieldsOf(operation).map((field) => [field.name, kindOf(field)]));
  const written = (name: string, isRest: boolean) =>
    quoted(kinds.get(name)?.write(example[name]) ?? String(example[name]), isRest);
  const named = Object.entries(example).filter(([name]) => !positional.includes(name));
  const bare = positional.flatMap((name, index) => {
    if (example[name] === undefined) return [];
    const isText = kinds.get(name)?.text !== undefined;
    return written(name, isText && index === positional.length - 1 && named.length === 0);
  });
  return [commandOf(operation), ...bare, ...named.map(([name]) => `${name}=${written(name, false)}`)].join(' ');
}

const placeholder = ({ name }: Field): string => `<${name}>`;

/** `/jumptech note add <projectId> <text>`, optional fields in brackets; what only a form can take is left out. */
export function usageOf(operation: Operation): string {
  const fields = fieldsOf(operation).filter((field) => !kindOf(field).isFormOnly);
  const bare = operation.positional.flatMap((name) => fields.filter((field) => field.name === name).map(placeholder));
  const named = fields
    .filter(({ name }) => !operation.positional.includes(name))
    .map((field) => (field.required ? `${field.name}=${placeholder(field)}` : `[${field.name}=…]`));
  return [commandOf(operation), ...bare, ...named].join(' ');
}

const line = (operation: Operation) => ({
  command: commandOf(operation),
  summary: operation.summary,
  risk: operation.risk,
});

/** Help for one vendor, or one of its resources. */
export function helpForVendor(vendor: Vendor, resource?: string, more: Partial<Help> = {}): Help {
  const among = resource ? operationsOf(vendor, resource) : vendor.operations;
  return {
    title: resource ? `${vendor.name}: ${resource}` : vendor.name,
    intro: vendor.summary,
    usage: among.map(line),
    examples: among.slice(0, 3).map((operation) => exampleCommand(operation, operation.examples[0])),
    ...more,
  };
}

/** Help for one operation. */
export const helpForOperation = (operation: Operation, fields: readonly Field[], more: Partial<Help> = {}): Help => ({
  title: operation.title,
  operation: operation.id,
  usage: [{ command: usageOf(operation), summary: operation.summary, risk: operation.risk }],
  fields,
  examples: operation.examples.map((example) => exampleCommand(operation, example)),
  ...more,
});
