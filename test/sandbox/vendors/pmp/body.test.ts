import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Received } from '../../../../sandbox/vendors/http.ts';
import { readPost, readPut } from '../../../../sandbox/vendors/pmp/body.ts';

const received = (body: Buffer, contentType = ''): Received => ({
  method: 'PUT',
  path: '/',
  query: new URLSearchParams(),
  headers: { 'content-type': contentType },
  body,
});
const text = fc.string({ unit: 'binary' }).filter((one) => !/<\/?script/i.test(one));

describe('PMP, reading bodies', () => {
  it('gives back any text of a PUT whose percent signs are written as escapes', () => {
    fc.assert(
      fc.property(text, (company) => {
        const body = JSON.stringify({ company }).replaceAll('%', '\\u0025');
        expect(readPut(received(Buffer.from(body)))).toEqual({ company });
      }),
    );
  });

  it('never leaves a percent-escape behind when they are not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('%', '25', '41', '2', 'x'), { maxLength: 12 }), (parts) => {
        const read = readPut(received(Buffer.from(JSON.stringify({ company: parts.join('') }))));
        if (read) expect(read.company).not.toMatch(/%[0-9a-f]{2}/i);
      }),
    );
  });

  it('gives back any text of a multipart form, its line ends as CRLF', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (company) => {
        const form = new FormData();
        form.append('company', company);
        const sent = new Response(form);
        const request = received(Buffer.from(await sent.arrayBuffer()), sent.headers.get('content-type')!);
        expect((await readPost(request)).fields).toEqual({ company: company.replace(/\r\n|\r|\n/g, '\r\n') });
      }),
      { numRuns: 50 },
    );
  });

  it('reads a broken multipart body as no fields at all', async () => {
    const request = received(Buffer.from('nonsense'), 'multipart/form-data; boundary=x');
    expect(await readPost(request)).toEqual({ fields: {}, uploads: [] });
  });

  it('collects lists however PHP spells them', async () => {
    const form = new URLSearchParams([
      ['groups_in[]', '1'],
      ['groups_in[1]', '4'],
      ['company', 'x'],
    ]);
    const request = received(Buffer.from(form.toString()), 'application/x-www-form-urlencoded;charset=UTF-8');
    expect((await readPost(request)).fields).toEqual({ groups_in: ['1', '4'], company: 'x' });
  });
});
