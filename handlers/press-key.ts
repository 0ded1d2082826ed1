import { createHash } from 'node:crypto';
import type { Press } from './press.ts';

/**
 * The idempotency key of a press. Slack reports a double click as two presses, each with a time of its own; so what must
 * not be repeated runs once for each button of a message, however often it is pressed.
 */
export function pressKey({ body, actionId, actionTs, value }: Press, mayRepeat: boolean): string {
  const { message_ts: message, view_id: view } = body.container;
  const place = `${body.channel?.id ?? view ?? ''}:${message ?? ''}`;
  const button = createHash('sha256').update(value).digest('base64url').slice(0, 22);
  return `button:${place}:${actionId}:${mayRepeat || message === undefined ? actionTs : button}`;
}
