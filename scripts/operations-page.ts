import { z } from 'zod';
import { exampleCommand, usageOf } from '../src/commands/usage.ts';
import { vendors } from '../src/operations/catalog.ts';
import { kindOf } from '../src/operations/field-kinds.ts';
import { type Field, fieldsOf } from '../src/operations/fields.ts';
import type { Call, Operation, VendorRequest } from '../src/operations/operation.ts';

/** Text inside a table cell or a line of Markdown. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

const encodingOf = (request: VendorRequest): string => {
  if (request.multipart) return 'multipart form';
  if (request.form) return 'form';
  return request.json || request.template ? 'JSON' : 'none';
};

type Shape = z.core.JSONSchema._JSONSchema;

/**
 * An answer that lets an operation go on: of the shape of its own response where that says something, and holding
 * whatever else it is asked for. It is the record that the example names: updates check that before they write.
 */
function standInFor({ examples, subject, response }: Operation): object {
  const id = subject === undefined ? undefined : examples[0][subject];
  const guess = (column: string) => (/date/.test(column) ? '2026-01-01' : id);
  const cellFor = (column: string, shape: Shape | undefined): unknown => {
    if (typeof shape !== 'object') return guess(column);
    const { type, properties, anyOf } = shape;
    if (anyOf) return cellFor(column, anyOf[0]);
    const kinds = [type].flat();
    if (kinds.includes('object')) return recordOf(properties);
    if (kinds.includes('boolean')) return true;
    if (kinds.includes('string')) return guess(column);
    // Where the type says nothing, an example may show a value that the vendor has there.
    return examples.map((example) => example[column]).find((value) => value !== undefined) ?? guess(column);
  };
  const recordOf = (properties: Readonly<Record<string, Shape>> = {}): object =>
    new Proxy({}, { has: () => true, get: (_, column) => cellFor(String(column), properties[String(column)]) });
  return recordOf(z.toJSONSchema(response, { io: 'input', unrepresentable: 'any' }).properties);
}

/** The calls an operation makes for its first example; several where it reads before it writes. */
async function requestsOf(operation: Operation): Promise<VendorRequest[]> {
  const input = operation.input.parse(operation.examples[0]);
  const requests: VendorRequest[] = [];
  let cause: unknown;
  if (operation.request) {
    requests.push(operation.request(input));
  } else {
    const call: Call = async (request) => {
      requests.push(request);
      return standInFor(operation);
    };
    // A run that ends early may have shown its way all the same.
    await operation.run({ input, call }).catch((error: unknown) => {
      cause = error;
    });
  }
  if (operation.risk !== 'read' && requests.every(({ method }) => method === 'GET')) {
    const what = `${operation.id} is a ${operation.risk} operation, but with its first example it does no more than read`;
    const why = operation.request ? '' : ': the answer that standInFor makes up does not let its run go on';
    throw new Error(`${what}${why}.`, { cause });
  }
  return requests;
}

const idPlaceholder = (request: VendorRequest, operation: Operation): string => {
  let shown: string = request.path;
  for (const [name, value] of Object.entries(operation.examples[0])) {
    if (typeof value !== 'string' || value === '') continue;
    shown = shown
      .split('/')
      .map((part) => (decodeURIComponent(part) === value ? `{${name}}` : part))
      .join('/');
  }
  return shown;
};

function repeatability({ repeatable }: Operation): string {
  if (typeof repeatable === 'function') return 'depends on the input';
  return repeatable ? 'yes' : 'no';
}

function fieldLine(field: Field): string {
  const { name, label, required, aliases, hint, options, choices } = field;
  const about = [
    label,
    required ? 'needed' : 'optional',
    options ? `one of ${options.map(({ value }) => value).join(', ')}` : '',
    choices ? 'from the list of your site' : '',
    kindOf(field).isFormOnly ? 'in the form only, where files are switched on' : '',
    aliases.length > 0 ? `also ${aliases.join(', ')}` : '',
    hint ?? '',
  ];
  return `| ${code(name)} | ${cell(about.filter(Boolean).join('; '))} |`;
}

/** What a program gets of the answer, and what of it is personal. */
function recordsLine({ records }: Operation): string[] {
  if (!records) return [];
  const personal = records.personal.length > 0 ? `; personal data in: ${records.personal.join(', ')}` : '';
  return [`- Records: ${code(records.resource)}${personal}`];
}

async function section(operation: Operation): Promise<string> {
  const requests = await requestsOf(operation);
  return [
    `### ${operation.id}`,
    '',
    `${operation.summary}`,
    '',
    `- Command: ${code(usageOf(operation))}`,
    ...operation.examples.map((example) => `- Example: ${code(exampleCommand(operation, example))}`),
    `- Calls: ${requests.map((one) => `${code(`${one.method} ${idPlaceholder(one, operation)}`)} (body: ${encodingOf(one)})`).join(', then ')}`,
    ...recordsLine(operation),
    `- Risk: ${operation.risk}. Repeating it has the same effect as once: ${repeatability(operation)}.`,
    '',
    '| field | what it is |',
    '| --- | --- |',
    ...fieldsOf(operation).map(fieldLine),
    '',
  ].join('\n');
}

async function overview(): Promise<string[]> {
  const rows: string[] = [];
  for (const vendor of vendors) {
    for (const operation of vendor.operations) {
      const requests = await requestsOf(operation);
      const last = requests.findLast(({ method }) => method !== 'GET') ?? requests.at(-1);
      const call = last ? code(`${last.method} ${idPlaceholder(last, operation)}`) : '';
      const cells = [
        `[${operation.id}](#${operation.id.replaceAll('.', '')})`,
        cell(operation.summary),
        call,
        last ? encodingOf(last) : '',
        operation.risk,
        repeatability(operation),
      ];
      rows.push(`| ${cells.join(' | ')} |`);
    }
  }
  return rows;
}

/** `docs/operations.md`: every operation, what it calls and how to type it. */
export async function operationsPage(): Promise<string> {
  const sections: string[] = [];
  for (const vendor of vendors) {
    sections.push(`## ${vendor.name}`, '', `${vendor.summary}. Command: \`/${vendor.id}\`.`, '');
    for (const operation of vendor.operations) sections.push(await section(operation));
  }
  return [
    '# Operations',
    '',
    'Written by `npm run generate` from the declarations in `src/vendors/`; a test fails when it is stale. Put `--private`',
    'anywhere in a command to see the answer alone; leave values out and a form asks for them.',
    '',
    '| operation | what it does | call | body | risk | repeatable |',
    '| --- | --- | --- | --- | --- | --- |',
    ...(await overview()),
    '',
    ...sections,
  ].join('\n');
}
