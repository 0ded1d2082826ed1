import { expect } from 'vitest';
import type { Card } from '../../src/operations/card.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';

/** Every further operation a card offers exists, and takes the fields that its button fills in. */
export function expectSoundOffers({ next = [], rows = [] }: Card): void {
  for (const { operation: id, input } of [...next, ...rows.flatMap((row) => row.next ?? [])]) {
    const operation = findOperation(id);
    expect(operation, `${id} is offered`).toBeDefined();
    const names = operation ? fieldsOf(operation).map(({ name }) => name) : [];
    expect(names, `fields of ${id}`).toEqual(expect.arrayContaining(Object.keys(input)));
  }
}
