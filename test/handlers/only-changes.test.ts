import { describe, expect, it } from 'vitest';
import { onlyChanges } from '../../handlers/forms/only-changes.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';

const changes = (id: string, values: Record<string, unknown>, present: Record<string, unknown>) => {
  const operation = findOperation(id)!;
  return onlyChanges(operation, fieldsOf(operation), values, present);
};

describe('what was changed in a form of a record', () => {
  it('names what was emptied where the operation has a field for that', () => {
    const present = { name: 'Ada', city: 'Leeds', is_public: true, status: '2' };
    expect(changes('pmp.lead.update', { id: '17', name: 'Ada', status: '2' }, present)).toEqual({
      values: { id: '17', clear: ['city'] },
      errors: {},
    });
  });

  it.each([
    ['telecomx.subscription.update', { title: 'News', description: 'Words', email: true }],
    ['jframework.sms.update', { name: 'News', description: 'Words', isDefault: true }],
  ])('sends an emptied text empty where the operation takes that: %s', (id, present) => {
    const [[name = '', title]] = Object.entries(present) as [[string, unknown]];
    expect(changes(id, { id: 'x', [name]: title }, present)).toEqual({
      values: { id: 'x', description: '' },
      errors: {},
    });
  });

  it.each([
    ['telecomx.subscription.update', 'title'],
    ['jframework.sms.update', 'name'],
    ['jframework.sms.update', 'phoneNumber'],
    ['jframework.sms.update', 'status'],
    ['pmp.lead.update', 'name'],
    ['pmp.milestone.update', 'due_date'],
  ])('says of what cannot be empty that it cannot: %s, %s', (id, name) => {
    expect(changes(id, { id: 'x' }, { [name]: 'Something' })).toEqual({
      values: { id: 'x' },
      errors: { [name]: 'This cannot be emptied. Give another value, or what was there before.' },
    });
  });
});
