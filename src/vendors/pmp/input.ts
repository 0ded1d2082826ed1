import type { z } from 'zod';
import type { Fields } from './resource.ts';
import type { Writable } from './writable.ts';

type ValueOf<W> = W extends Writable<infer V> ? V : never;
type NeededOf<F> = { [K in keyof F]: F[K] extends { needed: true } ? K : never }[keyof F];

/** The input of a new record. */
export type NewInput<F extends Fields> = { [K in NeededOf<F>]: ValueOf<F[K]> } & {
  [K in Exclude<keyof F, NeededOf<F>>]?: ValueOf<F[K]>;
};

/** The input of an update. */
export type UpdateInput<F extends Fields> = { id: string; clear?: (keyof F & string)[] } & {
  [K in keyof F]?: ValueOf<F[K]>;
};

/** The same field, which may be left out; zod drops the label on the way. */
const optional = ({ schema }: Writable) => schema.optional().meta(schema.meta() ?? {});

const shapeOf = (fields: Fields, schemaOf: (one: Writable) => z.ZodType) =>
  Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, schemaOf(one)]));

export const newShape = (fields: Fields) => shapeOf(fields, (one) => (one.needed ? one.schema : optional(one)));
export const updateShape = (fields: Fields) => shapeOf(fields, optional);
