import { pino } from 'pino';
import type { Storage } from '../../src/storage/storage.ts';
import type { WatchSettings } from '../../src/watches/watch.ts';
import type { HookDelivery } from '../../src/webhooks/intake.ts';
import { type HookStore, openHookStore } from '../../src/webhooks/store.ts';
import { createWebhooks } from '../../src/webhooks/webhooks.ts';

export const START = 1_700_000_000_000;
export const HOOKS = [
  { name: 'deploys', kind: 'json', secrets: [] },
  { name: 'crm', kind: 'pmp', secrets: [] },
];

export const settings: WatchSettings = {
  events: ['happened'],
  filters: [],
  fields: [],
  mode: 'message',
  zone: 'Europe/London',
  everyMs: 60_000,
  personal: false,
  muted: [],
};

let deliveries = 0;
/** A delivery that nobody has sent before, unless told so. */
export const deliveryOf = (body: unknown, more: Partial<HookDelivery> = {}): HookDelivery => {
  const count = deliveries++;
  return { hook: 'deploys', delivery: `id:${count}`, mac: `mac-${count}`, body: JSON.stringify(body), ...more };
};

/** A process of the bot, as far as webhooks are concerned. */
export interface Process {
  storage: Storage;
  store: HookStore;
  webhooks: ReturnType<typeof createWebhooks>;
  /** Resolves when everything it began is done. */
  idle(): Promise<void>;
}

export function processOf(storage: Storage, store = openHookStore(storage)): Process {
  const work: Promise<unknown>[] = [];
  const webhooks = createWebhooks({
    hooks: HOOKS,
    store,
    pageOf: ({ page }) => page && `https://pmp.example.com/${page}`,
    soon: (run) => void work.push(run().catch(() => {})),
    log: pino({ level: 'silent' }),
  });
  return { storage, store, webhooks, idle: async () => void (await Promise.all(work)) };
}
