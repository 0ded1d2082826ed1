import type { Logger } from '../log.ts';
import { gatesOf } from './gates.ts';
import type { HookDelivery, HookGate } from './intake.ts';
import type { HookSettings } from './settings.ts';
import { createFanOut, type FanOutParts } from './source.ts';
import type { HookStore } from './store.ts';

const AT_ONCE = 50;

/** What systems outside send to the hooks of this bot. */
export interface Webhooks {
  gates: readonly HookGate[];
  /** Resolves once the delivery is on disk; it is worked on after that. */
  take(delivery: HookDelivery): Promise<'kept' | 'known'>;
  /** Works on all deliveries that wait, also on those that a dead process took. */
  sweep(): Promise<void>;
}

interface WebhooksParts extends Omit<FanOutParts, 'kindOf'> {
  hooks: readonly HookSettings[];
  store: HookStore;
  /** Runs what nobody waits for, until its end also while the process stops. */
  soon(work: () => Promise<void>): void;
  /** Something may be due at once. */
  onDone?: () => void;
  log: Logger;
}

/** Puts the hooks of a configuration together. */
export function createWebhooks({ hooks, store, soon, onDone = () => {}, log, ...parts }: WebhooksParts): Webhooks {
  const kinds = new Map(hooks.map(({ name, kind }) => [name, kind]));
  const fanOut = createFanOut({ ...parts, kindOf: (hook) => kinds.get(hook) ?? 'json' });
  let atWork: Promise<void> | undefined;
  let hasMore = false;

  async function workOnAll(): Promise<void> {
    for (;;) {
      hasMore = false;
      const waiting = await store.waiting(AT_ONCE);
      if (waiting.length === 0) return;
      const results = await Promise.allSettled(waiting.map((one) => store.finish(one, (work) => fanOut(work, one))));
      onDone();
      const failed = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      if (failed.length > 0) log.error({ err: failed[0], count: failed.length }, 'deliveries to hooks wait');
      // What failed is tried again by the next sweep, not at once.
      if (failed.length === waiting.length || (waiting.length < AT_ONCE && !hasMore)) return;
    }
  }

  /** One run at a time; whoever calls meanwhile gets one that sees what came before the call. */
  function sweep(): Promise<void> {
    hasMore = true;
    atWork ??= workOnAll().finally(() => {
      atWork = undefined;
    });
    return atWork;
  }

  return {
    gates: gatesOf(hooks),
    async take(delivery) {
      const taken = await store.keep(delivery);
      if (taken === 'kept') soon(sweep);
      return taken;
    },
    sweep,
  };
}
