/**
 * Lines to try first, shown at the beginning of every channel. Each works as it stands on fresh data: a test types them
 * all. Commands that are not listed show their usage hint.
 */
export const WELCOME_LINES: Readonly<Record<string, readonly string[]>> = {
  '/jumptech': [
    '/jumptech note add 7d733b90-a506-4d91-8c78-74c3b3be188f Customer rang, wants a morning slot',
    '/jumptech project update 7d733b90-a506-4d91-8c78-74c3b3be188f phoneNumber=0123456789',
    '/jumptech note add',
  ],
  '/pmp': ['/pmp lead search acme', '/pmp customer search acme', '/pmp ticket get 7'],
  '/particlespace': [
    '/particlespace ticket create NEW "Leaking faucet" Leak under the kitchen sink',
    '/particlespace ticket move tic_9 ON_HOLD title="Leaking faucet" description="Waits for a new part"',
    '/particlespace ticket create',
  ],
  '/jframework': ['/jframework sms list', '/jframework sms get sApKpllz4sAplsmzha', '/jframework provider list'],
  '/telecomx': [
    '/telecomx subscription list',
    '/telecomx subscription get CBB1CEAA0390A4886247A688',
    '/telecomx subscription create',
  ],
  '/ops': ['/ops help', '/ops watch pmp leads every=1m', '/ops may-i pmp.lead.delete'],
};
