import { describe, expect, it } from 'vitest';
import { inputFor, untouched } from '../../blocks/inputs.ts';
import { operations } from '../../src/operations/catalog.ts';
import { FIELD_KINDS, type FieldKind, kindOf } from '../../src/operations/field-kinds.ts';
import { type Field, fieldsOf } from '../../src/operations/fields.ts';

const today = new Date('2026-11-25T12:00:00Z');
const kinds = Object.keys(FIELD_KINDS) as FieldKind[];
const typed = kinds.filter((kind) => !kindOf({ kind }).isFormOnly);
const fieldOf = (kind: FieldKind): Field => ({ name: 'x', label: 'X', kind, required: false, aliases: [] });

describe.each(typed)('a field of kind %s', (kind) => {
  const field = fieldOf(kind);
  const { example, json, write, show } = kindOf(field);
  const read = kindOf(field).read(example, field, today);
  const value = 'value' in read ? read.value : undefined;

  it('takes its own example, as a value of the type its JSON schema names', () => {
    expect(read).not.toHaveProperty('error');
    const type = Array.isArray(value) ? 'array' : typeof value;
    expect(type).toBe(json.type === 'integer' ? 'number' : json.type);
  });

  it('writes a value so that it is read as the same one', () => {
    expect(kindOf(field).read(write(value), field, today)).toEqual({ value });
  });

  it('shows a value, and draws it in an input that gives it back', () => {
    expect(show(value)).not.toBeUndefined();
    expect(inputFor(field, value).element.type).toBeTruthy();
    const { reported, isShown } = untouched({ ...field, ...optionsFor(kind) }, value);
    expect(isShown).toBe(true);
    const again = typeof reported === 'string' ? kindOf(field).read(reported, field, today) : { value: reported };
    expect(again).toEqual({ value });
  });
});

/** A closed list offers its example. */
const optionsFor = (kind: FieldKind): Partial<Field> =>
  kind === 'select' || kind === 'multiselect'
    ? { options: ['NEW', 'one', 'two'].map((value) => ({ value, label: value })) }
    : {};

it('every kind but the file is known to commands, and every field of the catalog has one', () => {
  expect(kinds.filter((kind) => !typed.includes(kind))).toEqual(['file']);
  const used = new Set(operations.flatMap((operation) => fieldsOf(operation).map(({ kind }) => kind)));
  expect([...used].filter((kind) => !kinds.includes(kind))).toEqual([]);
});
