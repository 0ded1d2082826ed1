import { canonicalJson } from './values.ts';
import type { Watch, WatchSettings } from './watch.ts';

const WORDS: Record<keyof WatchSettings, string> = {
  events: 'events',
  filters: 'filters',
  fields: 'fields',
  mode: 'how it notifies',
  digest: 'digest times',
  quiet: 'quiet hours',
  zone: 'time zone',
  everyMs: 'interval',
  mention: 'mention',
  personal: 'personal data',
  muted: 'muted records',
};

/** "Changed: interval, quiet hours.": what of the settings is different. */
export function changeWords({ settings: before }: Pick<Watch, 'settings'>, after: WatchSettings): string {
  const names = (Object.keys(WORDS) as (keyof WatchSettings)[]).filter(
    (name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
  );
  const list = names.map((name) => WORDS[name]).join(', ');
  return list === '' ? 'Nothing is different.' : `Changed: ${list}.`;
}
