import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, tokenize } from '../../src/commands/tokens.ts';
import { hostileText } from '../support/hostile-text.ts';

/** Spaces, and marks that nobody sees. */
const BLANK = /^[\s\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]*$/;

const values = (text: string, names: string[] = []) =>
  tokenize(text, (name) => names.includes(name)).map(({ name, value }) => (name ? { [name]: value } : value));

describe('splitting a command line', () => {
  it('splits at any white space', () => {
    expect(values('ticket  move\ttic_9\nON_HOLD')).toEqual(['ticket', 'move', 'tic_9', 'ON_HOLD']);
  });

  it('keeps quoted words together, whichever quotes the keyboard made of them', () => {
    expect(values('"two words" “two words” ”two words“ „two words“ «two words» ‘two words’')).toEqual(
      Array(6).fill('two words'),
    );
  });

  it('leaves apostrophes and inch marks alone', () => {
    expect(values(`O'Brien wants a 5" pipe 'tis`)).toEqual(["O'Brien", 'wants', 'a', '5"', 'pipe', "'tis"]);
  });

  it('takes name=value only for names it knows', () => {
    expect(values('title="two words" a=b', ['title'])).toEqual([{ title: 'two words' }, 'a=b']);
  });

  it('reads back exactly what quote wrote, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(values(quote(text))).toEqual([text]);
        expect(values(`title=${quote(text)} next`, ['title'])).toEqual([{ title: text }, 'next']);
      }),
    );
  });

  it('loses nothing: the words and the space between them are the whole text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        let at = 0;
        for (const { start, end } of tokenize(text, (name) => name === 'title')) {
          expect(text.slice(at, start)).toMatch(BLANK);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at)).toMatch(BLANK);
      }),
    );
  });

  it('splits 8,000 characters of quotes in well under the time Slack gives', () => {
    const started = performance.now();
    tokenize('" '.repeat(4000));
    tokenize('"a'.repeat(4000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
