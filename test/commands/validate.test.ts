import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validate } from '../../src/commands/validate.ts';
import { fieldsOf, withChoices } from '../../src/operations/fields.ts';
import { field, type Operation } from '../../src/operations/operation.ts';

const input = z.object({
  status: field('Status', z.enum(['NEW', 'ON_HOLD', 'DONE']), { options: { ON_HOLD: 'On hold', DONE: 'Done' } }),
  owner: field('Assigned to', z.string(), { choices: 'people' }),
});
const operation = { input } as unknown as Operation;
const fields = withChoices(fieldsOf({ input }), () => [{ value: 'ada', label: 'Ada Lovelace' }]);

describe('a value that is none of the choices', () => {
  it.each([
    ['dne', '"dne" is not a status. Did you mean Done?'],
    ['on-hold', '"on-hold" is not a status. Did you mean On hold?'],
    ['elsewhere', 'Choose one of: NEW, ON_HOLD, DONE.'],
  ])('of the declaration: %s', (status, sentence) => {
    expect(validate(operation, fields, { status, owner: 'ada' })).toEqual({ ok: false, errors: { status: sentence } });
  });

  it.each([
    ['ada love lace', '"ada love lace" is not one of the choices. Did you mean Ada Lovelace?'],
    ['grace', 'Choose one of: ada.'],
  ])('of the site: %s', (owner, sentence) => {
    expect(validate(operation, fields, { status: 'NEW', owner })).toEqual({ ok: false, errors: { owner: sentence } });
  });
});
