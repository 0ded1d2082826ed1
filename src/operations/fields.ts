import { z } from 'zod';
import { FIELD_KINDS, type FieldKind, kindOf } from './field-kinds.ts';
import type { FieldLook, Operation } from './operation.ts';

export type { FieldKind };

/** A choice of a closed list: what is sent, and what a person reads. */
export interface Choice {
  value: string;
  label: string;
}

/** One input of an operation, as every door sees it. */
export interface Field {
  name: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  aliases: readonly string[];
  hint?: string;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  /** The most items of a list. */
  maxItems?: number;
  /** Size limit of all files together; only the site knows it. */
  maxBytes?: number;
  options?: readonly Choice[];
  /** Name of a list only the site knows; `withChoices` turns it into options. */
  choices?: string;
  /** A value outside the list is taken as well. */
  openList?: boolean;
  /** The options are offered as they are typed, so that there may be any number of them. */
  typeAhead?: boolean;
  default?: string | number | boolean;
  /** The id of a record, see `FieldLook.idOf`. */
  idOf?: readonly string[];
  past?: boolean;
  /** The error of the field's own schema for a value, if any; rules between fields are not checked. */
  problem?(value: unknown): string | undefined;
}

type Schema = FieldLook & {
  type?: string;
  format?: string;
  enum?: string[];
  items?: Schema;
  title?: string;
  default?: string | number | boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};

/** The kind of text that a format of JSON schema means: `email`, `uri`, `date`, `date-time`. */
const KIND_BY_FORMAT: ReadonlyMap<string, FieldKind> = new Map(
  (Object.keys(FIELD_KINDS) as FieldKind[]).flatMap((kind) => {
    const { format } = kindOf({ kind }).json;
    return format === undefined ? [] : [[format, kind] as const];
  }),
);

function kindFor(name: string, schema: Schema, required: boolean): FieldKind {
  if (schema.enum) return 'select';
  if (schema.as) return schema.as;
  switch (schema.type) {
    case 'boolean':
      return required || schema.default !== undefined ? 'checkbox' : 'yesno';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'array':
      return schema.items?.enum ? 'multiselect' : 'list';
    case 'string':
      return KIND_BY_FORMAT.get(schema.format ?? '') ?? 'text';
    default:
      throw new TypeError(`Field "${name}" has a shape no form can ask for (${schema.type ?? 'union'}).`);
  }
}

/** zod prints the largest safe number for an integer without bound, which no person should read as a limit. */
const bounded = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function toField(name: string, schema: Schema, required: boolean): Field {
  const kind = kindFor(name, schema, required);
  const values = schema.enum ?? schema.items?.enum;
  const labels = schema.options;
  const field: Field = {
    name,
    label: schema.title ?? '',
    kind,
    required: required && schema.default === undefined && kindOf({ kind }).untouched === undefined,
    aliases: schema.aliases ?? [],
  };
  const optional = {
    hint: schema.hint,
    placeholder: schema.placeholder,
    minLength: schema.minLength,
    maxLength: schema.maxLength,
    minimum: bounded(schema.minimum),
    maximum: bounded(schema.maximum),
    maxItems: schema.maxItems,
    options: values?.map((value) => ({ value, label: labels?.[value] ?? value })),
    choices: schema.choices,
    openList: schema.openList,
    default: schema.default,
    idOf: schema.idOf,
    past: schema.past,
  };
  return Object.assign(field, Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)));
}

const known = new WeakMap<z.ZodObject, readonly Field[]>();

/**
 * The fields of an operation in the order declared; the only reader of schema shape. Throws a TypeError on shapes Slack
 * cannot ask for (unions, nested objects): the registry test meets it before a person does.
 */
export function fieldsOf(operation: Pick<Operation, 'input'>): readonly Field[] {
  let fields = known.get(operation.input);
  if (!fields) {
    const schema = z.toJSONSchema(operation.input, { io: 'input' }) as {
      properties?: Record<string, Schema>;
      required?: string[];
    };
    const required = new Set(schema.required);
    const { shape } = operation.input;
    fields = Object.entries(schema.properties ?? {}).map(([name, one]) => {
      const field = toField(name, one, required.has(name));
      if (kindOf(field).isFormOnly) return field;
      return { ...field, problem: (value) => z.safeParse(shape[name], value).error?.issues[0]?.message };
    });
    known.set(operation.input, fields);
  }
  return fields;
}

/** Fills in the lists that only the site knows; a field whose list is empty stays free text. */
export const withChoices = (fields: readonly Field[], choicesOf: (list: string) => readonly Choice[]): Field[] =>
  fields.map((one) => {
    const options = one.choices ? choicesOf(one.choices) : [];
    return options.length > 0 ? { ...one, kind: kindOf(one).isMany ? 'multiselect' : 'select', options } : one;
  });

/** Says how large files may be together, or leaves the fields for them out where the site sends none. */
export const withFiles = (fields: readonly Field[], maxBytes: number | undefined): Field[] =>
  fields.flatMap((one) => {
    if (!kindOf(one).isFormOnly) return [one];
    return maxBytes === undefined ? [] : [{ ...one, maxBytes }];
  });
