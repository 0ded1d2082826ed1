import { z } from 'zod';
import type { DoorKind, MessageAddress, Origin } from '../../src/journal/intent.ts';
import type { Place } from '../../src/policy/policy.ts';

/** A value of the wrong kind counts as absent: an answer that reaches its person elsewhere is better than none. */
const text = z.string().optional().catch(undefined);

const schema = z.object({
  team: text,
  channel: text,
  /** Answers go under this message. */
  thread: text,
  /** The person was in that thread, not only at the message it is under. */
  inThread: z.boolean().optional().catch(undefined),
  /** The message whose button was pressed. */
  message: text,
  responseUrl: text,
});

/** Where an answer goes in Slack. */
export type ReplyTo = z.output<typeof schema>;

/** Reads where an answer goes. Empty for an origin of another door: its person gets a direct message. */
export const replyToOf = ({ replyTo }: Pick<Origin, 'replyTo'>): ReplyTo => schema.safeParse(replyTo).data ?? {};

/** An origin of Slack's. */
export const slackOrigin = (door: DoorKind, isPrivate: boolean, replyTo: ReplyTo): Origin => ({
  door,
  private: isPrivate,
  replyTo,
});

/** The same origin with another response URL, or with none: each is good for half an hour and five answers. */
export function withResponseUrl(origin: Origin, responseUrl?: string): Origin {
  const { responseUrl: _, ...replyTo } = replyToOf(origin);
  return { ...origin, replyTo: responseUrl === undefined ? replyTo : { ...replyTo, responseUrl } };
}

/** The channel, which rules of the policy may name. */
export function placeOf(origin: Origin): Place {
  const { channel } = replyToOf(origin);
  return channel ? { channel } : {};
}

const address = z.object({ channel: z.string(), ts: z.string() });

/** Where a post of the bot stands, so that it can be changed, also after a restart. */
export type Address = z.output<typeof address>;

/** Reads where a post of the bot stands. Undefined for what another door placed. */
export const addressOf = (placed: MessageAddress): Address | undefined => address.safeParse(placed).data;
