import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validate } from '../src/commands/validate.ts';
import { fieldsOf, withFiles } from '../src/operations/fields.ts';
import { files, sizeProblem } from '../src/operations/files.ts';
import { defineOperation, field } from '../src/operations/operation.ts';
import { path } from '../src/vendors/shared/path.ts';

const MB = 2 ** 20;
const photo = (size: number, name = 'roof.jpg') => ({ id: 'F1', name, size });

const operation = defineOperation({
  id: 'acme.roof.add',
  title: 'Add a roof',
  summary: 'Adds a roof.',
  risk: 'write',
  repeatable: false,
  positional: ['name'],
  input: z.object({ name: field('Name', z.string()), photos: field('Photos', files(2).optional(), { as: 'file' }) }),
  request: () => ({ method: 'POST', path: path`roofs` }),
  response: z.unknown(),
  present: () => ({ headline: 'Added' }),
  examples: [{ name: 'South' }],
});

describe('a field for files', () => {
  it('is one of its own kind, and knows how many it takes', () => {
    expect(fieldsOf(operation)[1]).toEqual({
      ...{ name: 'photos', label: 'Photos', kind: 'file', required: false, aliases: [], maxItems: 2 },
    });
  });

  it('is left out where the site sends no files, and knows their limit where it does', () => {
    const names = (maxBytes?: number) => withFiles(fieldsOf(operation), maxBytes).map(({ name }) => name);
    expect(names()).toEqual(['name']);
    expect(names(MB)).toEqual(['name', 'photos']);
    expect(withFiles(fieldsOf(operation), MB)[1]).toMatchObject({ maxBytes: MB });
  });

  it.each([
    [[photo(MB)], undefined],
    [[photo(MB + 1)], '"roof.jpg" is more than 1 MB; at most 1 MB can be sent.'],
    [[photo(2.25 * MB)], '"roof.jpg" is 2.3 MB; at most 1 MB can be sent.'],
    [[photo(600_000), photo(600_000)], 'These files are 1.1 MB together; at most 1 MB can be sent.'],
    [[photo(1), photo(1), photo(1)], 'Add at most 2 files.'],
    [[], 'Add a file.'],
    ['roof.jpg', 'This is the wrong kind of value.'],
    [[{ id: '', name: 'x', size: 1 }], 'This is needed.'],
  ])('takes %j, or says why not', (photos, problem) => {
    const checked = validate(operation, withFiles(fieldsOf(operation), MB), { name: 'South', photos });
    expect(checked.ok ? undefined : checked.errors).toEqual(problem && { photos: problem });
  });

  it('keeps of a file only what names it', () => {
    const photos = [{ ...photo(1), url_private: 'https://files.slack.com/F1' }];
    expect(validate(operation, withFiles(fieldsOf(operation), MB), { name: 'South', photos })).toEqual({
      ok: true,
      input: { name: 'South', photos: [photo(1)] },
    });
  });
});

describe('the size of files', () => {
  it('is no problem up to the limit, all files together', () => {
    expect(sizeProblem([], 0)).toBeUndefined();
    expect(sizeProblem([photo(5 * MB), photo(5 * MB)], 10 * MB)).toBeUndefined();
    expect(sizeProblem([photo(5 * MB), photo(5 * MB + 1)], 10 * MB)).toBe(
      'These files are more than 10 MB together; at most 10 MB can be sent.',
    );
  });
});
