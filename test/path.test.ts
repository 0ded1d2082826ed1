import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { path } from '../src/vendors/shared/path.ts';

const BASE = 'https://vendor.example.com/api/v1/';
/** Leans toward what is special in a path. */
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom('.', '..', '/', '\\', '%2e', '%2F', '?', '#', ';', '@', ':', ' ', '\0', '\n', 'é', '🔌', 'a'),
    )
    .map((parts) => parts.join('')),
);

describe('a vendor path', () => {
  it('keeps any value in one segment, from which it can be read back', () => {
    fc.assert(
      fc.property(awkward, awkward, (id, note) => {
        const isEmpty = [id, note].some((value) => ['', '.', '..'].includes(value.trim()) && value.trim().length < 3);
        fc.pre(!isEmpty);
        const url = new URL(BASE + path`projects/${id}/notes/${note}`);
        expect(url.search + url.hash).toBe('');
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual([
          '',
          'api',
          'v1',
          'projects',
          id,
          'notes',
          note,
        ]);
      }),
    );
  });

  it.each(['', ' ', '\t\n', '.', '..'])('refuses %j, which would make another request of it', (value) => {
    expect(() => path`projects/${value}`).toThrow(RangeError);
    expect(() => path`${value}/projects`).toThrow(RangeError);
  });

  it('refuses half a character, which has no encoding', () => {
    expect(() => path`projects/${'\ud83d'}`).toThrow(URIError);
  });

  it('takes numbers, and leaves its own words as they are', () => {
    expect(path`api/leads/${42}`).toBe('api/leads/42');
    expect(path`api/leads`).toBe('api/leads');
    expect(path`${'tic_9'}`).toBe('tic_9');
  });
});
