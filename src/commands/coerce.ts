import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import type { Coerced } from '../operations/typed-values.ts';

/** Turns the text somebody typed for a field into the value its schema expects. What it cannot read it says plainly. */
export const coerce = (field: Field, typed: string, today: Date): Coerced => kindOf(field).read(typed, field, today);
