import { z } from 'zod';
import { isZone } from '../commands/when.ts';
import type { WatchEvent, WatchSettings, WatchSource } from './watch.ts';

export const LEAST_EVERY_MS = 60_000;
const DEFAULT_EVERY_MS = 5 * 60_000;
const MOST_EVERY_MS = 24 * 60 * 60_000;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time like 09:00.');

/** The settings of a watch, checked; each message is a sentence for the person who gave them. */
export const watchSettings: z.ZodType<WatchSettings> = z.object({
  events: z
    .array(z.enum(['new', 'changed', 'gone', 'entered', 'left', 'happened']))
    .min(1, 'Choose at least one event.'),
  filters: z.array(z.object({ field: z.string().min(1).max(100), value: z.string().max(300) })).max(10),
  fields: z.array(z.string().max(100)).max(50),
  mode: z.enum(['message', 'record', 'digest']),
  digest: z
    .object({
      at: z.array(clock).max(24, 'Give at most 24 times.'),
      days: z.array(z.number().int().min(1).max(7)).max(7),
    })
    .optional(),
  quiet: z.object({ from: clock, to: clock }).optional(),
  zone: z.string().refine(isZone, 'This time zone is not known.'),
  everyMs: z
    .number()
    .int()
    .min(LEAST_EVERY_MS, 'The shortest interval is 1 minute.')
    .max(MOST_EVERY_MS, 'The longest interval is 1 day.'),
  mention: z.object({ kind: z.enum(['person', 'group']), id: z.string().regex(/^[A-Z0-9]{2,30}$/) }).optional(),
  personal: z.boolean(),
  muted: z.array(z.string().max(300)).max(1_000),
}) as z.ZodType<WatchSettings>;

const ALL_EVENTS: Record<WatchSource['kind'], readonly WatchEvent[]> = {
  records: ['new', 'changed', 'gone', 'entered', 'left'],
  journal: ['happened'],
  webhook: ['happened'],
};

/** The events that a source can bring. */
export const eventsOf = ({ kind }: WatchSource): readonly WatchEvent[] => ALL_EVENTS[kind];

/** What nobody chose: everything that happens, one message per record, every five minutes, no personal data, no mention. */
export const defaultSettings = (source: WatchSource, zone: string): WatchSettings => ({
  events: eventsOf(source),
  filters: [],
  fields: [],
  mode: source.kind === 'records' ? 'record' : 'message',
  zone,
  everyMs: DEFAULT_EVERY_MS,
  personal: false,
  muted: [],
});
