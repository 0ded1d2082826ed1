import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/vendors/shared/secrets.ts';

const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 });

it('takes any secret out of an answer, whichever way the vendor spells it back', async () => {
  await fc.assert(
    fc.asyncProperty(secret, async (hidden) => {
      const spelled = [
        hidden,
        JSON.stringify(hidden).slice(1, -1),
        JSON.stringify(hidden).slice(1, -1).replaceAll('/', '\\/'),
        JSON.stringify(JSON.stringify(hidden)).slice(3, -3),
        encodeURIComponent(hidden),
        encodeURIComponent(encodeURIComponent(hidden)),
      ];
      const send = withoutSecrets(async () => ({ status: 200, headers: {}, body: spelled.join('\n') }), [hidden]);
      const { body } = await send('', {}, { repeatable: true });
      expect(body).toBe(spelled.map(() => '[hidden]').join('\n'));
    }),
  );
});
