import { describe, expect, it } from 'vitest';
import { bind } from '../../src/commands/bind.ts';
import { parseCommand } from '../../src/commands/parse-command.ts';
import { findVendor } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';

const now = new Date('2026-11-25T12:00:00Z');

/** What a typed command comes to. */
function typed(command: string) {
  const [, vendor = '', words = ''] = /^\/(\S+) ?([\s\S]*)$/.exec(command) ?? [];
  const parsed = parseCommand(findVendor(vendor)!, words);
  if (parsed.ask !== 'run')
    return {
      ask: parsed.ask,
      values: {} as Record<string, unknown>,
      errors: {} as Record<string, string>,
      private: false,
    };
  return { ask: parsed.ask, ...bind(parsed.rest, fieldsOf(parsed.operation), parsed.operation.positional, now) };
}

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
const NOTE = '5f0c8f6e-3c1b-4a7e-9d52-1b7e0c9a4f10';

describe('a word with "=" that is no field', () => {
  it.each([
    ['/pmp customer add Acme Ltd phonenumbr=0207946', { company: 'Acme Ltd', phonenumber: '0207946' }, 'phonenumber'],
    ['/pmp lead update 17 name=Ada B citty=Leeds', { id: '17', name: 'Ada B', city: 'Leeds' }, 'city'],
    ['/pmp lead update 17 Ctiy="New York" name=Ada', { id: '17', name: 'Ada', city: 'New York' }, 'city'],
    ['/pmp lead update 17 name=Ada --city=Leeds', { id: '17', name: 'Ada', city: 'Leeds' }, 'city'],
    ['/pmp milestone add 12 Survey duedate_=2026-12-24 descripton=x', { description: 'x' }, 'description'],
    ['/pmp customer add compnay=Acme Ltd', { company: 'Acme Ltd' }, 'company'],
    ['/particlespace ticket create NEW Leak prio=1 descrption=Wet', { description: 'Wet' }, 'description'],
    ['/telecomx subscription update CBB1CEAA0390A4886247A688 titel=News', { title: 'News' }, 'title'],
    [
      '/jframework sms update sApKpllz4sAplsmzha main phonenumbr=+4512345678',
      { phoneNumber: '+4512345678' },
      'phoneNumber',
    ],
    [`/jumptech project update ${PROJECT} fristName=Ada`, { firstName: 'Ada' }, 'firstName'],
    ['/pmp customer add Acme Ltd phone.number=0207946', { company: 'Acme Ltd' }, 'phonenumber'],
  ])('is put where it may belong and asked about: %s', (command, values, field) => {
    const bound = typed(command);
    expect(bound.values).toMatchObject(values);
    expect(bound.errors[field]).toContain('You typed "');
  });

  it.each([
    ['/pmp customer add Acme Ltd fax=0207946', 'Acme Ltd fax=0207946', '"fax" is not a field here.'],
    ['/pmp lead add Ada city = Leeds', 'Ada city = Leeds', 'write city= without a blank'],
    ['/pmp lead add Ada city =Leeds', 'Ada city =Leeds', 'write city= without a blank'],
    ['/pmp lead add Ada citty = Leeds', 'Ada citty = Leeds', 'write city= without a blank'],
    ['/pmp lead add Ada citty= Leeds', 'Ada citty= Leeds', 'If "citty" means City'],
    ['/pmp lead add Ada city: Leeds', 'Ada city: Leeds', 'If "city" means City'],
    ['/pmp lead add Ada City：Leeds', 'Ada City：Leeds', 'If "City" means City'],
    ['/pmp lead add Ada --city Leeds', 'Ada --city Leeds', 'If "city" means City'],
    ['/pmp lead add Ada —city Leeds', 'Ada —city Leeds', 'If "city" means City'],
    ['/pmp lead add Ada,citty=Leeds', 'Ada,citty=Leeds', 'If "citty" means City'],
    ['/pmp lead add Ada (citty=Leeds)', 'Ada (citty=Leeds)', 'If "citty" means City'],
    ['/pmp lead add Ada "city"=Leeds', 'Ada "city"=Leeds', 'If "city" means City'],
    ['/pmp lead add Ada *city*=Leeds', 'Ada *city*=Leeds', 'If "city" means City'],
    ['/pmp lead add Ada phone=0207,citty=Leeds', '0207,citty=Leeds', 'If "citty" means City'],
    ['/pmp lead add Ada 2ndfax=0207', 'Ada 2ndfax=0207', '"2ndfax" is not a field here.'],
  ])('stays in the text and is asked about where no field is near: %s', (command, text, doubt) => {
    const bound = typed(command);
    expect(Object.values(bound.values)).toContain(text);
    expect(bound.errors['']).toContain(doubt);
  });

  it.each([
    ['the wide sign of an Asian keyboard', 'city＝Leeds'],
    ['what a browser copies along', '\u200bcity=Leeds'],
    ['the marks that a phone puts around what is copied', '\u202acity=Leeds\u202c'],
  ])('is a field for all that: %s', (_, word) => {
    const bound = typed(`/pmp lead update 17 name=Ada ${word}`);
    expect(bound).toMatchObject({ values: { id: '17', name: 'Ada', city: 'Leeds' }, errors: {} });
  });

  it('stands beside the number of the record, not in it', () => {
    const bound = typed('/pmp lead update 17 zzz=1');
    expect(bound.values).toEqual({ id: '17' });
    expect(bound.errors['']).toContain('"zzz" is not a field here.');
  });

  it.each([
    ['see https://x.dk/?a=b', 'an address'],
    ['see x.dk/?city=b', 'an address without its scheme'],
    ['dGhpcyBpcyBpdA== is the key', 'base64'],
    ['2+2=4, so a==b', 'sums'],
    ['"phonenumbr=1"', 'quoted words'],
    ['price=100 is what they pay', 'a word of its own in a note'],
    ['Text: as agreed, note:none', 'a heading in a note'],
    ['is x = 5 then --text is gone', 'short names and flags of other programs in a note'],
  ])('is text all the same: %s (%s)', (text) => {
    const bound = typed(`/jumptech note add ${PROJECT} ${text}`);
    expect(bound.errors).toEqual({});
    expect(bound.values.text).toBe(text.replace(/^"(.*)"$/, '$1'));
  });

  it('is text where it is quoted, in a name too', () => {
    expect(typed('/pmp customer add "Acme phonenumbr=1"')).toMatchObject({
      values: { company: 'Acme phonenumbr=1' },
      errors: {},
    });
  });
});

describe('flags', () => {
  it.each(['--', '—', '–', '‒', '―', '−', '‐‐', '‑‑', '–-', '-—', '−−', '-', '﹘', '－－', '➖', '⸺', 'ーー', '־'])(
    '%sprivate answers privately, wherever it stands',
    (dashes) => {
      const note = { values: { projectId: PROJECT, text: 'Call back' }, errors: {}, private: true };
      expect(typed(`/jumptech note add ${PROJECT} Call back ${dashes}private`)).toMatchObject(note);
      expect(typed(`/jumptech note add ${dashes}Private ${PROJECT} Call back`)).toMatchObject(note);
      expect(typed(`/jumptech ${dashes}private note add ${PROJECT} Call back`)).toMatchObject(note);
      expect(typed(`/jumptech note ${dashes}private add ${PROJECT} Call back`)).toMatchObject(note);
    },
  );

  it.each([
    '--private.',
    '—private,',
    '`--private`',
    '*--private*',
    '--private\u200b',
    '--private=yes',
    '\u200e--private',
  ])('%j answers privately too, and is no part of the note', (flag) => {
    const note = { values: { projectId: PROJECT, text: 'Call back' }, errors: {}, private: true };
    expect(typed(`/jumptech note add ${PROJECT} Call back ${flag}`)).toMatchObject(note);
  });

  it.each(['-- private', '— private', '–– private.'])('%s at the end is asked about', (words) => {
    const bound = typed(`/jumptech note add ${PROJECT} Call back ${words}`);
    expect(bound.errors['']).toContain('write --private without a blank');
    expect(typed(`/jumptech note add ${PROJECT} Rang ${words} number, no answer`).errors).toEqual({});
  });

  it.each(['--help', '—help', '–help'])('%s behind everything asks for help, and is not sent', (word) => {
    expect(typed(`/jumptech note add ${PROJECT} ${word}`).ask).toBe('help');
    expect(typed(`/pmp customer add Acme Ltd ${word}`).ask).toBe('help');
    expect(typed(`/jumptech note add ${PROJECT} See ${word} of it`).ask).toBe('run');
    expect(typed(`/jumptech note add ${PROJECT} "${word}"`).ask).toBe('run');
  });

  it.each(['--help', '—help', '–help', '−−help', '–h', '—HELP'])('%s asks for help', (word) => {
    expect(typed(`/pmp lead ${word}`).ask).toBe('help');
    expect(typed(`/pmp ${word}`).ask).toBe('help');
  });

  it('are text in quotes', () => {
    expect(typed(`/jumptech note add ${PROJECT} “—private”`)).toMatchObject({
      private: false,
      values: { text: '—private' },
    });
  });
});

describe('an address of the vendor pasted as an id', () => {
  it.each([
    [`/jumptech note add https://app.jumptech.co.uk/projects/${PROJECT} Rang`, { projectId: PROJECT, text: 'Rang' }],
    [
      `/jumptech note add app.jumptech.co.uk/projects/${PROJECT}?tab=notes#top Rang`,
      { projectId: PROJECT, text: 'Rang' },
    ],
    [
      `/jumptech note update https://x.dk/projects/${PROJECT} https://x.dk/projects/${PROJECT}/notes/${NOTE} Hi`,
      { projectId: PROJECT, noteId: NOTE, text: 'Hi' },
    ],
    ['/pmp lead get https://pmp.example/admin/leads/index/17', { id: '17' }],
    ['/pmp lead get https://pmp.example/admin/leads#17', { id: '17' }],
    [
      '/pmp customer update https://pmp.example/admin/clients/client/7?group=profile city=Leeds',
      { id: '7', city: 'Leeds' },
    ],
    ['/pmp project get https://pmp.example/crm2/admin/projects/view/12/milestones/5', { id: '12' }],
    ['/pmp milestone get https://pmp.example/admin/projects/view/12?milestone_id=5', { id: '5' }],
    ['/pmp ticket add Red light userid=https://pmp.example/admin/clients/client/7', { userid: '7' }],
    ['/particlespace ticket move https://app.particlespace.com/board/1/tickets/tic_9 ON_HOLD', { id: 'tic_9' }],
    [
      '/telecomx subscription get https://www.telecomx.dk/s/CBB1CEAA0390A4886247A688/edit',
      { id: 'CBB1CEAA0390A4886247A688' },
    ],
    [
      '/jframework sms get https://app.jframework.io/brands/b1/sms/sApKpllz4sAplsmzha/edit',
      { id: 'sApKpllz4sAplsmzha' },
    ],
  ])('is understood: %s', (command, values) => {
    expect(typed(command).values).toMatchObject(values);
  });

  it.each([
    ['/pmp lead get https://pmp.example/2026/11', 'https://pmp.example/2026/11'],
    ['/pmp lead get https://pmp.example/admin/clients/client/7', 'https://pmp.example/admin/clients/client/7'],
    ['/pmp lead get https://[', 'https://['],
  ])('is left as it is where it does not say which record: %s', (command, id) => {
    expect(typed(command).values).toEqual({ id });
  });

  it('stays an address where an address is asked for', () => {
    expect(typed('/pmp lead update 17 website=https://acme.example/leads/18').values.website).toBe(
      'https://acme.example/leads/18',
    );
  });
});

describe('a word that cannot be an id', () => {
  it.each([
    ['/jumptech note add wants a  morning slot', 'projectId', { text: 'wants a  morning slot' }],
    ['/jumptech note add 7d733b90 rang', 'projectId', { text: '7d733b90 rang' }],
    ['/jumptech note update wants a slot', 'projectId', { text: 'wants a slot' }],
    ['/pmp milestone add Survey of the roof', 'project_id', { name: 'Survey of the roof' }],
    ['/telecomx subscription update Planned windows', 'id', { title: 'Planned windows' }],
    ['/particlespace ticket update Leak in 1A', 'id', { description: 'Leak in 1A' }],
  ])('stays in the text, whole: %s', (command, id, values) => {
    const bound = typed(command);
    expect(bound.values).toEqual(values);
    expect(bound.errors[id]).toContain('so it stays in the text');
  });

  it('is shown where the id is asked for if no text could hold it', () => {
    expect(typed('/particlespace ticket move tic-9 ON_HOLD').values).toEqual({ id: 'tic-9', status: 'ON_HOLD' });
    expect(typed('/pmp lead get acme').values).toEqual({ id: 'acme' });
  });
});
