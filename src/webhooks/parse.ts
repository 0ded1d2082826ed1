import { z } from 'zod';
import type { Facts, Value } from '../operations/card.ts';
import type { VendorWebhook, WebhookEvent } from '../operations/vendor.ts';

/** What one delivery says, whoever sent it. */
export interface HookEvent extends WebhookEvent {
  text?: string;
  link?: string;
  critical: boolean;
  /** The sender's own name for what it is about: deliveries that share it are about one thing. */
  subject?: string;
}

const LONGEST_TITLE = 200;
const LONGEST_TEXT = 2_000;
const LONGEST_VALUE = 500;
const LONGEST_LABEL = 60;
const MOST_FACTS = 20;
const MOST_FOUND_FACTS = 10;

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;

const oneLine = (text: string, longest: number): string => cut(text.replace(/[\p{Cc}\s]+/gu, ' ').trim(), longest);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
type Scalar = z.output<typeof scalar>;

/** What is wrong in an optional part leaves that part out, and nothing else. */
const documented = z.object({
  title: z
    .string()
    .transform((title) => oneLine(title, LONGEST_TITLE))
    .pipe(z.string().min(1)),
  text: z.string().optional().catch(undefined),
  facts: z.record(z.string(), z.unknown()).optional().catch(undefined),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional()
    .catch(undefined),
  critical: z.boolean().optional().catch(undefined),
  subject: z
    .union([z.string().trim().min(1).max(200), z.number()])
    .optional()
    .catch(undefined),
});

const shownValue = (value: Scalar): Value => (typeof value === 'string' ? cut(value.trim(), LONGEST_VALUE) : value);

const factsOf = (all: Readonly<Record<string, unknown>>, most: number): Facts =>
  Object.fromEntries(
    Object.entries(all)
      .flatMap(([label, value]) => {
        const known = scalar.safeParse(value);
        const named = oneLine(label, LONGEST_LABEL);
        return known.success && known.data !== '' && named ? [[named, shownValue(known.data)] as const] : [];
      })
      .slice(0, most),
  );

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The documented form of a script. */
function fromDocumented(body: unknown): HookEvent | undefined {
  const parsed = documented.safeParse(body);
  if (!parsed.success) return undefined;
  const { title, text, facts = {}, link, critical = false, subject } = parsed.data;
  return {
    headline: title,
    title,
    facts: factsOf(facts, MOST_FACTS),
    personal: [],
    critical,
    ...(text?.trim() ? { text: cut(text.trim(), LONGEST_TEXT) } : {}),
    ...(link ? { link } : {}),
    ...(subject === undefined ? {} : { subject: String(subject) }),
  };
}

/** Where programs put what happened, most telling first. */
const TITLES = ['name', 'subject', 'summary', 'headline', 'message', 'text', 'event', 'type', 'action', 'status'];

/** An object of any other form: what looks like its title, and its plain values. */
function fromObject(body: Readonly<Record<string, unknown>>, hook: string): HookEvent {
  const key = TITLES.find((name) => typeof body[name] === 'string' && body[name].trim() !== '');
  const title = key ? oneLine(String(body[key]), LONGEST_TITLE) : nameless(hook);
  const { [key ?? '']: _, ...rest } = body;
  return { headline: title, title, facts: factsOf(rest, MOST_FOUND_FACTS), personal: [], critical: false };
}

const nameless = (hook: string): string => `Delivery to the hook ${hook}`;

/** What a vendor cannot read is shown like anybody's: an odd body must not hold up those behind it. */
function readSafely(webhook: VendorWebhook, json: unknown): WebhookEvent | undefined {
  try {
    return webhook.read(json);
  } catch {
    return undefined;
  }
}

/** What a delivery says. Whatever it is, it says something: nothing that was accepted is dropped. */
export function parseDelivery(body: string, hook: string, webhook: VendorWebhook | undefined): HookEvent {
  const json = parseJson(body);
  const ofVendor = webhook && readSafely(webhook, json);
  if (ofVendor) return { ...ofVendor, critical: false };
  const ofScript = fromDocumented(json) ?? (isObject(json) ? fromObject(json, hook) : undefined);
  if (ofScript) return ofScript;
  const title = nameless(hook);
  const text = cut(body.trim(), LONGEST_TEXT);
  return { headline: title, title, facts: {}, personal: [], critical: false, ...(text ? { text } : {}) };
}
