import { createHash } from 'node:crypto';
import type { ButtonAction } from './button-action.ts';

/**
 * The idempotency key of a button action. Slack reports a double click as two presses, each with a time of its own; so what must
 * not be repeated runs once for each button of a message or of a drawn view, however often it is pressed. App Home keeps
 * its view id for ever, and is drawn anew, with another hash, each time it is opened.
 */
export function buttonActionKey({ body, actionId, actionTs, value }: ButtonAction, mayRepeat: boolean): string {
  const { message_ts: message, view_id: view } = body.container;
  const drawn = message ?? body.view?.hash;
  const place = `${body.channel?.id ?? view ?? ''}:${drawn ?? ''}`;
  const button = createHash('sha256').update(value).digest('base64url').slice(0, 22);
  return `button:${place}:${actionId}:${mayRepeat || drawn === undefined ? actionTs : button}`;
}
