import { findVendor } from '../operations/catalog.ts';
import type { HookGate } from './intake.ts';
import type { HookSettings } from './settings.ts';

const SIGNATURE_HEADER = 'x-bellhop-signature';
const DELIVERY_HEADER = 'x-delivery-id';
/** As long as a signature can be good: a sender that tries again later than this means something new. */
const EQUAL_FOR_MS = 10 * 60_000;

/** What the HTTP side needs of each hook, and nothing else of the configuration. */
export const gatesOf = (hooks: readonly HookSettings[]): HookGate[] =>
  hooks.map(({ name, kind, secrets }) => {
    const webhook = findVendor(kind)?.webhook;
    return webhook
      ? { name, secrets, signatureHeader: webhook.signatureHeader }
      : {
          name,
          secrets,
          signatureHeader: SIGNATURE_HEADER,
          deliveryHeader: DELIVERY_HEADER,
          equalForMs: EQUAL_FOR_MS,
        };
  });
