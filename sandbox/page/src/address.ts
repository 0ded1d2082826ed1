import type { InspectorTab, Standing } from './state.ts';

const TABS: readonly string[] = ['requests', 'records', 'vendors', 'webhooks', 'bot'] satisfies InspectorTab[];

/** Reads `#as=U1&in=C1&tab=home&inspect=vendors`, so that a reload or a second window opens where it was left. */
export function readAddress(hash: string): Standing {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const [as, place, inspect] = [words.get('as'), words.get('in'), words.get('inspect')];
  return {
    ...(as && { as }),
    ...(place && { place }),
    ...(words.get('tab') === 'home' && { tab: 'home' as const }),
    ...(inspect && TABS.includes(inspect) && { inspector: inspect as InspectorTab }),
  };
}

export function writeAddress({ as, place, tab, inspector }: Standing): string {
  const words = new URLSearchParams();
  if (as) words.set('as', as);
  if (place) words.set('in', place);
  if (tab === 'home') words.set('tab', tab);
  if (inspector) words.set('inspect', inspector);
  return `#${words}`;
}
