import { z } from 'zod';
import { type CallName, type SandboxCalls, SWITCH_POSITIONS, type SwitchPosition } from './api.ts';

const TROUBLES = [
  'none',
  'rate_limited',
  'rate_limited_unstated',
  'rate_limited_in_body',
  'failing',
  'html',
  'slow',
] as const;
const text = z.string();
const state = z.record(text, z.record(text, z.unknown()));
const values = z.record(text, text);
const byWebhook = z.boolean().exactOptional();
const kind = { vendor: text, kind: text };
const element = { blockId: text, actionId: text };
const place = { channel: text.exactOptional(), ts: text.exactOptional(), viewId: text.exactOptional() };

/** What each call must look like; a page or a script may send anything. */
export const CALLS: { readonly [Name in CallName]: z.ZodType<SandboxCalls[Name]> } = {
  say: z.object({ as: text, channel: text, text, threadTs: text.exactOptional() }),
  command: z.object({ as: text, channel: text, text }),
  action: z.object({
    as: text,
    ...place,
    ...element,
    element: z.record(text, z.unknown()),
    state: state.exactOptional(),
  }),
  options: z.object({ as: text, ...place, ...element, value: text }),
  submit: z.object({ as: text, viewId: text, state }),
  close: z.object({ as: text, viewId: text, all: z.boolean().exactOptional() }),
  upload: z.object({ as: text, name: text, type: text, content: z.base64() }),
  shortcut: z.object({ as: text, callbackId: text, channel: text.exactOptional(), ts: text.exactOptional() }),
  open_home: z.object({ as: text }),
  vendor_switch: z.object({ vendor: text, position: z.enum(Object.keys(SWITCH_POSITIONS) as SwitchPosition[]) }),
  slack_trouble: z.object({ trouble: z.enum(TROUBLES) }),
  clock: z.object({ as: text, move: z.enum(['minute', 'hour', 'day', 'morning', 'back']) }),
  records: z.object({ ...kind, find: text }),
  change_record: z.object({ ...kind, id: text, values, byWebhook }),
  add_record: z.object({ ...kind, values, byWebhook }),
  remove_record: z.object({ ...kind, id: text, byWebhook }),
  change_records: z.object({ ...kind, count: z.number().int().min(1).max(200) }),
  channel: z.object({ channel: text, do: z.enum(['archive', 'unarchive', 'remove_bot', 'invite_bot']) }),
  person: z.object({ person: text, do: z.enum(['leave', 'return']) }),
  webhook: z.object({ hook: z.enum(['deploys', 'pmp']), body: text, spoil: z.boolean(), again: z.boolean() }),
  bot: z.object({ do: z.enum(['kill', 'stop', 'start']) }),
  reset: z.object({}),
};

export const isCall = (name: string): name is CallName => Object.hasOwn(CALLS, name);
