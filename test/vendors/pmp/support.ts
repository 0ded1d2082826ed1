import nock from 'nock';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import type { VendorSettings } from '../../../src/config.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { pmp } from '../../../src/vendors/pmp/index.ts';
import { pmpSettings } from '../../../src/vendors/pmp/settings.ts';
import { type Exchange, performing, recorded, replay } from '../../support/vendor-replay.ts';

export const BASE = 'https://pmp.example.com';
/** With the characters that JSON, PHP and addresses write differently. */
export const TOKEN = 'eyJ0eXAi/T0k3n"4711+x.sig';

export const settings = (more: Record<string, string> = {}): VendorSettings => ({
  pmp: pmpSettings.parse({ PMP_BASE_URL: BASE, PMP_AUTH_TOKEN: TOKEN, ...more }),
});

export function operation(id: string): Operation {
  const found = pmp.operations.find((one) => one.id === `pmp.${id}`);
  if (!found) throw new Error(`There is no operation "${id}".`);
  return found;
}

/** The parts of a multipart body in order. */
export const partsOf = (body: string): [name: string, value: string][] =>
  [...body.matchAll(/name="([^"]*)"\r\n\r\n([\s\S]*?)\r\n--/g)].map(([, name = '', value = '']) => [name, value]);

type Recorded = Exchange & { request: { form?: [string, string][] } };

/** Answers the recorded requests of an operation; bodies are compared byte by byte, forms part by part. */
export function replayed(
  exchanges: readonly Recorded[],
  reqheaders: Record<string, string> = { authtoken: TOKEN },
): void {
  const forms = exchanges.filter(({ request }) => request.form);
  for (const { request, answer } of forms) {
    nock(BASE, { reqheaders: { ...reqheaders, 'content-type': /^multipart\/form-data; boundary=/ } })
      .intercept(request.path, request.method, (body) => {
        expect(partsOf(String(body))).toEqual(request.form);
        return true;
      })
      .reply(answer.status, answer.body as nock.Body);
  }
  replay(
    BASE,
    exchanges.filter((one) => !forms.includes(one)),
    reqheaders,
  );
}

const run = performing(settings());

/** The whole card of an operation whose recorded requests are answered as recorded, as YAML. */
export async function cardOf(id: string, input: Record<string, unknown>): Promise<string> {
  replayed(recorded(operation(id)));
  const { outcome, error } = await run(operation(id), input);
  expect(error).toBeUndefined();
  return stringify(outcome.card, { lineWidth: 0 });
}
