import type { ReceiverEvent } from '@slack/bolt';

/** The events that ask for something, which has to be on record before they are acknowledged. */
const ASKING = new Set(['app_mention', 'message']);

/**
 * Bolt acknowledges every event before a listener sees it. For those that ask for something the listener does so itself,
 * by `context.ackEvent`; Slack sends again what was not acknowledged.
 */
export function withOwnAck(received: ReceiverEvent): ReceiverEvent {
  const { type, event } = received.body as { type?: unknown; event?: { type?: unknown } };
  if (type !== 'event_callback' || !ASKING.has(String(event?.type))) return received;
  const customProperties = { ...received.customProperties, ackEvent: received.ack };
  return { ...received, ack: async () => {}, customProperties };
}
