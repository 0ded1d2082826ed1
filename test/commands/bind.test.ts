import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bind } from '../../src/commands/bind.ts';
import { quote } from '../../src/commands/tokens.ts';
import { fieldsOf } from '../../src/operations/fields.ts';
import { files } from '../../src/operations/files.ts';
import { field } from '../../src/operations/operation.ts';
import { addNote } from '../../src/vendors/jumptech/add-note.ts';
import { moveTicket } from '../../src/vendors/particlespace/move-ticket.ts';
import { hostileText } from '../support/hostile-text.ts';

const today = new Date(2026, 10, 22);
const note = (text: string) => bind(text, fieldsOf(addNote), addNote.positional, today);
const move = (text: string) => bind(text, fieldsOf(moveTicket), moveTicket.positional, today);
const ID = '7d733b90-a506-4d91-8c78-74c3b3be188f';

const everything = fieldsOf({
  input: z.object({
    id: field('Id', z.string()),
    count: field('Count', z.number().optional()),
    due: field('Due', z.iso.date().optional()),
    done: field('Done', z.boolean().default(false)),
    way: field('Way', z.enum(['email', 'sms']).optional(), { options: { email: 'E-mail', sms: 'Text message' } }),
    tags: field('Tags', z.array(z.string()).optional()),
    phonenumber: field('Phone', z.string().optional(), { aliases: ['phone', 'tel'] }),
    photos: field('Photos', files().optional(), { as: 'file' }),
  }),
});
const all = (text: string) => bind(text, everything, ['id'], today);

describe('binding the words of a command to fields', () => {
  it('gives the rest of the line to the last free field, spaces and line breaks kept', () => {
    expect(note(`${ID} Customer rang,  wants\na morning slot`)).toEqual({
      values: { projectId: ID, text: 'Customer rang,  wants\na morning slot' },
      errors: {},
      private: false,
    });
  });

  it('takes the quotes off only when they hold the whole rest', () => {
    expect(note(`${ID} "Customer rang"`).values.text).toBe('Customer rang');
    expect(note(`${ID} "Hello" he said "bye"`).values.text).toBe('"Hello" he said "bye"');
  });

  it('lets free text behind a name run on to the next name', () => {
    expect(move('tic_9 ON_HOLD title=Leaking faucet description=Leak under the sink notify=no').values).toEqual({
      id: 'tic_9',
      status: 'ON_HOLD',
      title: 'Leaking faucet',
      description: 'Leak under the sink',
      notify: false,
    });
  });

  it('finds names whatever their case, and aliases', () => {
    expect(all('7 Phone=+4512345678 COUNT=3').values).toEqual({ id: '7', phonenumber: '+4512345678', count: 3 });
  });

  it('answers privately when asked, wherever the flag stands and whatever dash the phone made of it', () => {
    expect(note(`${ID} call back --private`)).toMatchObject({ private: true, values: { text: 'call back' } });
    expect(note(`—private ${ID} call back`)).toMatchObject({
      private: true,
      values: { projectId: ID, text: 'call back' },
    });
    expect(note(`${ID} "--private"`)).toMatchObject({ private: false, values: { text: '--private' } });
  });

  it.each([
    ['done=yes', { done: true }],
    ['done=OFF', { done: false }],
    ['due=24/12/2026', { due: '2026-12-24' }],
    ['due=tomorrow', { due: '2026-11-23' }],
    ['due="24 dec"', { due: '2026-12-24' }],
    ['due="next friday"', { due: '2026-11-27' }],
    ['way="text message"', { way: 'sms' }],
    ['tags=a,b tags=c', { tags: ['a', 'b', 'c'] }],
    ['count=1_000', { count: 1000 }],
  ])('understands %s', (text, values) => {
    expect(all(`7 ${text}`)).toEqual({ values: { id: '7', ...values }, errors: {}, private: false });
  });

  it.each([
    ['done=perhaps', { done: 'Say yes or no.' }],
    ['count=many', { count: 'Give a number.' }],
    ['due=someday', { due: 'Give a date, for example 2026-12-24, 24/12/2026 or tomorrow.' }],
    ['count=1 count=2', { count: 'Given 2 times: 1 / 2. Give it once.' }],
  ])('says what is wrong with %s and keeps it', (text, errors) => {
    expect(all(`7 ${text}`).errors).toEqual(errors);
  });

  it('says which words belong nowhere, when the last field is not free text', () => {
    expect(bind('sms now please', everything, ['way'], today)).toEqual({
      values: { way: 'sms' },
      errors: { '': 'I could not place these words: now please' },
      private: false,
    });
  });

  it('keeps what it could not read, so that the form can show it', () => {
    expect(all('7 due=someday').values).toEqual({ id: '7', due: 'someday' });
  });

  it('carries any text through a quoted value unchanged, and never throws', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, noise) => {
        expect(note(`${ID} text=${quote(text)}`).values.text).toBe(text);
        move(noise);
        all(noise);
      }),
    );
  });

  it('copes with 8,000 characters', () => {
    const long = 'word '.repeat(1600);
    expect(note(`${ID} ${long}`).values.text).toBe(long.trim());
  });

  it('says that files go into the form, and keeps what was typed', () => {
    expect(all('7 photos=roof.jpg count=2')).toEqual({
      values: { id: '7', photos: 'roof.jpg', count: 2 },
      errors: { photos: 'Files can be added in the form only.' },
      private: false,
    });
  });
});
