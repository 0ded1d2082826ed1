import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/commands/parse-command.ts';
import { findVendor } from '../../src/operations/catalog.ts';

const read = (text: string, vendor = 'pmp') => {
  const parsed = parseCommand(findVendor(vendor)!, text);
  return parsed.ask === 'run'
    ? { runs: parsed.operation.id, rest: parsed.rest.trim() }
    : { asks: parsed.ask, ...('nearest' in parsed ? { nearest: parsed.nearest?.id } : {}) };
};

describe('a command without its verb', () => {
  it.each([
    ['lead acme', { runs: 'pmp.lead.search', rest: 'acme' }],
    ['leads acme roofing', { runs: 'pmp.lead.search', rest: 'acme roofing' }],
    ['lead 81', { runs: 'pmp.lead.get', rest: '81' }],
    ['ticket 7 now', { runs: 'pmp.ticket.search', rest: '7 now' }],
    ['lead acme --private', { runs: 'pmp.lead.search', rest: 'acme --private' }],
    ['lead 81 --private', { runs: 'pmp.lead.get', rest: '81 --private' }],
    ['customer https://pmp.example.com/admin/clients/client/12', { runs: 'pmp.customer.get' }],
  ])('%s', (text, wanted) => expect(read(text)).toMatchObject(wanted));

  it.each(['lead delte 42', 'lead updaet 42', 'ticket ad Broken door'])(
    'is never a write, nor a search for a mistyped verb: %s',
    (text) => expect(read(text)).toMatchObject({ asks: 'unknown' }),
  );

  it('needs a record that can be read, and a search', () => {
    expect(read('project 7d733b90-a506-4d91-8c78-74c3b3be188f', 'jumptech')).toMatchObject({ asks: 'unknown' });
    expect(read('subscription CBB1CEAA0390A4886247A688', 'telecomx')).toMatchObject({
      runs: 'telecomx.subscription.get',
    });
  });

  it('leaves help and a resource alone as they were', () => {
    expect(read('lead')).toMatchObject({ asks: 'unknown' });
    expect(read('lead help')).toMatchObject({ asks: 'help' });
  });
});
