import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formView } from '../blocks/form.ts';
import { helpMessage } from '../blocks/help.ts';
import { bind } from '../src/commands/bind.ts';
import { parseCommand } from '../src/commands/parse-command.ts';
import { exampleCommand, helpForOperation } from '../src/commands/usage.ts';
import { validate } from '../src/commands/validate.ts';
import { subjectOf } from '../src/engine/intents.ts';
import { findByWords, findVendor, operations, vendorOf, vendors } from '../src/operations/catalog.ts';
import { fieldsOf } from '../src/operations/fields.ts';
import { wordsOf } from '../src/operations/operation.ts';
import { problemsOf } from './blocks/problems-of.ts';

const today = new Date();

/** `pmp.lead.search` lives in `search-leads.ts`, `pmp.lead.get` in `get-lead.ts`. */
function fileNamesFor(id: string): string[] {
  const { vendor, resource, verb } = wordsOf(id);
  return [...new Set([resource, findVendor(vendor)?.plurals[resource]])].map((word) => `${verb}-${word}.ts`);
}

describe('the catalog', () => {
  it('has ids of three words, each once', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z]+\.[a-z]+(-[a-z]+)*$/);
  });

  it('lists every declaration file, and has a file for every operation', () => {
    const files = new Set(
      vendors.flatMap(({ id }) =>
        readdirSync(new URL(`../src/vendors/${id}`, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
          (name) => `${id}/${name.split('/').at(-1)}`,
        ),
      ),
    );
    for (const { id } of operations) {
      const { vendor } = wordsOf(id);
      expect(
        fileNamesFor(id).filter((name) => files.has(`${vendor}/${name}`)),
        `file of ${id}`,
      ).toHaveLength(1);
    }
    const verbs = new Set(operations.map(({ id }) => wordsOf(id).verb.split('-')[0]));
    for (const file of files) {
      const [vendor = '', name = ''] = file.split('/');
      if (!verbs.has(name.split('-')[0]) || !name.includes('-')) continue;
      const listed = operations.some(({ id }) => wordsOf(id).vendor === vendor && fileNamesFor(id).includes(name));
      expect(listed, `${file} is in the list`).toBe(true);
    }
  });

  it('declares the plural of every resource, and of nothing else', () => {
    for (const vendor of vendors) {
      const resources = new Set(vendor.operations.map(({ id }) => wordsOf(id).resource));
      expect(Object.keys(vendor.plurals).sort(), vendor.id).toEqual([...resources].sort());
    }
  });

  it('knows the address of every vendor from one of its settings', () => {
    for (const { id, settings } of vendors) {
      const names = Object.keys(settings.shape);
      expect(names.filter((name) => name.endsWith('_BASE_URL'))).toHaveLength(1);
      expect(names.every((name) => name.startsWith(`${id.toUpperCase()}_`))).toBe(true);
    }
  });

  it('gives every vendor words of its own', () => {
    for (const { id, name, summary, operations: own } of vendors) {
      expect(`/${id}`.length).toBeLessThanOrEqual(32);
      expect(name).not.toBe('');
      expect(summary).not.toBe('');
      expect(own.every((operation) => vendorOf(operation).id === id)).toBe(true);
    }
  });
});

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const fields = fieldsOf(operation);

  it('says what it is, what it risks and whether it may be repeated', () => {
    expect(operation.title.length).toBeGreaterThan(3);
    expect(operation.title.length).toBeLessThanOrEqual(24);
    expect(operation.summary).toMatch(/^[A-Z].*\.$/);
    expect(['read', 'write', 'destructive']).toContain(operation.risk);
    expect(['boolean', 'function']).toContain(typeof operation.repeatable);
    if (operation.risk === 'read') expect(operation.repeatable).toBe(true);
  });

  it('names the record it changes, so that writes to one record stand in one line', () => {
    const changes = /\.(update|delete|move|delegate)/.test(id);
    if (changes) expect(operation.subject).toBeDefined();
    const [input] = operation.examples as readonly Record<string, unknown>[];
    const named = operation.subject === undefined ? undefined : String(input?.[operation.subject]);
    const capitals = named && /^[\da-f-]+$/i.test(named) ? named.toUpperCase() : named;
    if (!operation.subject) return;
    expect(subjectOf(operation, { [operation.subject]: capitals })).toBe(subjectOf(operation, { ...input }));
  });

  it('labels every field, and takes only its own fields as positional, subject and recall', () => {
    const names = fields.map(({ name }) => name);
    expect(names.toSorted()).toEqual(Object.keys(operation.input.shape).toSorted());
    for (const { label, hint = '', placeholder = '' } of fields) {
      expect(label).toMatch(/^[A-Z]/);
      expect(label.length).toBeLessThanOrEqual(60);
      expect(hint.length).toBeLessThanOrEqual(200);
      expect(placeholder.length).toBeLessThanOrEqual(100);
    }
    for (const name of [...operation.positional, operation.subject, ...(operation.recall ?? [])]) {
      if (name !== undefined) expect(names).toContain(name);
    }
    const spoken = fields
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map((name) => name.toLowerCase().replace(/[-_]/g, ''));
    expect(new Set(spoken).size, 'no name means two fields').toBe(spoken.length);
  });

  it('asks nobody for a secret: what is typed in Slack is read by Slack, and kept in the journal', () => {
    const secret = /password|passphrase|token|secret|api.?key|auth.?key|\bpin\b/i;
    for (const operation of operations) {
      const asked = fieldsOf(operation).filter(({ name, label }) => secret.test(`${name} ${label}`));
      expect(asked, operation.id).toEqual([]);
    }
  });

  it('is found by its words in either order', () => {
    const { resource, verb } = wordsOf(id);
    expect(findByWords(vendorOf(operation), resource, verb)?.id).toBe(id);
    expect(findByWords(vendorOf(operation), vendorOf(operation).plurals[resource] ?? '', verb)?.id).toBe(id);
    expect(findByWords(vendorOf(operation), verb, resource)?.id).toBe(id);
  });

  it.each(operation.examples.map((example) => [exampleCommand(operation, example), example] as const))(
    'understands its own example: %s',
    (command, example) => {
      const parsed = parseCommand(vendorOf(operation), command.replace(/^\/\S+ /, ''));
      expect(parsed).toMatchObject({ ask: 'run', operation: { id } });
      const bound = bind(parsed.ask === 'run' ? parsed.rest : '', fields, operation.positional, today);
      expect(bound.errors).toEqual({});
      expect(validate(operation, fields, bound.values)).toEqual({ ok: true, input: operation.input.parse(example) });
    },
  );

  it('makes the same request for the same example, one body at most', () => {
    const { request } = operation;
    if (!request) return expect(operation.run).toBeTypeOf('function');
    for (const example of operation.examples) {
      const made = request(operation.input.parse(example));
      expect(request(operation.input.parse(example))).toEqual(made);
      expect([made.json, made.form, made.multipart, made.template].filter(Boolean).length).toBeLessThanOrEqual(1);
    }
  });

  it('confirms in words, where it asks for confirmation', () => {
    for (const example of operation.examples) {
      const confirmation = operation.confirm?.(operation.input.parse(example));
      if (operation.risk === 'destructive') expect(confirmation).toBeDefined();
      if (confirmation) expect(confirmation.headline.length).toBeGreaterThan(10);
    }
  });

  it('has a form and a help page within the limits of Slack, empty, filled and full of errors', () => {
    const errors = Object.fromEntries(fields.map(({ name }) => [name, 'This is not right. '.repeat(10)]));
    const long = Object.fromEntries(fields.map(({ name }) => [name, 'x'.repeat(4000)]));
    for (const draft of [{ values: {} }, { values: operation.examples[0] }, { values: long, errors }]) {
      expect(
        problemsOf(formView({ operation, fields, metadata: 'm'.repeat(1000), notices: ['Filled in.'], ...draft })),
      ).toEqual([]);
    }
    expect(problemsOf(helpMessage(helpForOperation(operation, fields)))).toEqual([]);
  });
});
