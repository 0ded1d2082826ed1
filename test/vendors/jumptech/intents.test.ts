import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/commands/bind.ts';
import { validate } from '../../../src/commands/validate.ts';
import { fieldsOf } from '../../../src/operations/fields.ts';
import { operation, PROJECT } from './support.ts';

const ALLOWED = ['firstName', 'lastName', 'email', 'phoneNumber', 'projectType', 'poOrderNumber', 'quoteRef'];

/** What the words behind a command come to: the input, or what is wrong with it. */
function understood(words: string, typed: string) {
  const wanted = operation(words);
  const fields = fieldsOf(wanted);
  const { values, errors } = bind(typed, fields, wanted.positional, new Date());
  const checked = validate(wanted, fields, values);
  return checked.ok ? { ...checked.input, ...errors } : { ...checked.errors, ...errors };
}

describe('updating a project', () => {
  it('keeps a phone number as text, its zero in front', () => {
    expect(understood('project.update', `${PROJECT} phoneNumber=0123456789`)).toEqual({
      projectId: PROJECT,
      phoneNumber: '0123456789',
    });
    const sent = operation('project.update').request?.({ projectId: PROJECT, phoneNumber: '0123456789' });
    expect(JSON.stringify(sent?.json)).toBe('{"phoneNumber":"0123456789"}');
  });

  it('takes several fields, by their own names and friendlier ones', () => {
    expect(
      understood('project.update', `${PROJECT} first_name="Mary Ann" phone=+4412345 po=PO-7 lastName=O'Neill`),
    ).toEqual({
      projectId: PROJECT,
      firstName: 'Mary Ann',
      phoneNumber: '+4412345',
      poOrderNumber: 'PO-7',
      lastName: "O'Neill",
    });
  });

  it('needs at least one field', () => {
    expect(understood('project.update', PROJECT)).toEqual({
      '': 'Give at least one field to change, for example phoneNumber=0123456789.',
    });
  });

  it.each([
    ['phoneNumber=call-me', { phoneNumber: 'Give a phone number, for example 0123456789.' }],
    ['email=nobody', { email: 'Give an e-mail address, for example ada@example.com.' }],
    ['delegate=demo', { '': expect.stringContaining('I could not place these words: delegate=demo') }],
    ['phone=01234567 subTenantId=x', { phoneNumber: expect.any(String) }],
    ['firstName=Mary delegate=demo', { firstName: expect.stringContaining('without "="') }],
    ['firstName="Mary\nAnn"', { firstName: expect.stringContaining('one line') }],
  ])('does not take %s', (typed, errors) => {
    expect(understood('project.update', `${PROJECT} ${typed}`)).toMatchObject(errors);
  });

  it('sends the fields of its list and nothing else, whatever came along', () => {
    const names = fc.constantFrom(
      'delegate',
      'subTenantId',
      'notes',
      '__proto__',
      'constructor',
      'projectId',
      ...ALLOWED,
    );
    const anything = fc
      .array(fc.tuple(names, fc.oneof(fc.string(), fc.constant([{ note: 'x' }]))))
      .map(Object.fromEntries);
    fc.assert(
      fc.property(anything, (extra) => {
        const input = { ...extra, projectId: PROJECT };
        const parsed = operation('project.update').input.safeParse(input);
        for (const one of [input, ...(parsed.success ? [parsed.data] : [])]) {
          const { json = {}, template } = operation('project.update').request?.(one) ?? {};
          expect(template).toBeUndefined();
          expect(ALLOWED).toEqual(expect.arrayContaining(Object.keys(JSON.parse(JSON.stringify(json)))));
        }
      }),
    );
  });
});

describe('ids', () => {
  it.each(['7d733b90', '', 'x', `${PROJECT}0`, `${PROJECT}/../x`, '{7d733b90-a506-4d91-8c78-74c3b3be188f}'])(
    'must be whole: %j',
    (id) => {
      const whole = 'Give the whole project id, for example 7d733b90-a506-4d91-8c78-74c3b3be188f.';
      expect(operation('note.add').input.safeParse({ projectId: id, text: 'x' }).error?.issues[0]?.message).toBe(whole);
    },
  );

  it('may come with spaces around them, as pasted', () => {
    expect(operation('note.add').input.parse({ projectId: ` ${PROJECT}\n`, text: ' x ' })).toEqual({
      projectId: PROJECT,
      text: 'x',
    });
  });

  it('of notes are bare, those of tenants short and in lower case', () => {
    const noteId = (id: string) =>
      operation('note.update').input.safeParse({ projectId: PROJECT, noteId: id, text: 'x' });
    expect([noteId('NOTE-1').success, noteId('a b').success, noteId('').success]).toEqual([true, false, false]);
    expect(understood('project.delegate', `${PROJECT} Demo`)).toEqual({
      delegate: 'Give the short name of the tenant in lower case, for example demo.',
    });
    expect(understood('project.delegate-subtenant', `${PROJECT} demo`)).toEqual({
      subTenantId: 'Give the whole sub-tenant id, for example 935ebf1c-24e9-46ad-bba2-f50a19ab12d7.',
    });
  });
});

describe('a note', () => {
  it('is the rest of the line, quotes, names and line breaks included', () => {
    expect(understood('note.add', `${PROJECT} Says "5 pm", price=100\nRing first`)).toEqual({
      projectId: PROJECT,
      text: 'Says "5 pm", price=100\nRing first',
    });
    expect(understood('note.update', `${PROJECT} NOTE-1 Now the afternoon`)).toEqual({
      projectId: PROJECT,
      noteId: 'NOTE-1',
      text: 'Now the afternoon',
    });
  });
});
