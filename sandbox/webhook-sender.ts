import { createHmac, randomUUID } from 'node:crypto';
import type { Answered, SandboxCalls, WebhookName } from './api.ts';

/** What the sandbox's bot expects of each hook. */
const SECRETS: Readonly<Record<WebhookName, string>> = {
  deploys: 'sandbox-webhook-secret-deploys',
  pmp: 'sandbox-webhook-secret-of-pmp',
};

/** The bot's settings for these hooks. */
export const WEBHOOK_ENV: Readonly<Record<string, string>> = {
  HOOK_DEPLOYS_SECRET: SECRETS.deploys,
  HOOK_PMP_SECRET: SECRETS.pmp,
  HOOK_PMP_KIND: 'pmp',
};

const TIMEOUT_MS = 5_000;

/** One delivery; sent again it is the same for whoever receives it. */
interface Delivery {
  id: string;
  body: string;
}

const eventIn = (body: string): string => {
  try {
    return String((JSON.parse(body) as { event?: unknown }).event ?? '');
  } catch {
    return '';
  }
};

/** `t=…,v1=…`: the time stamp, and a HMAC over it and the raw body. */
function signature(secret: string, body: string, isSpoilt: boolean): string {
  // The machine's clock, wherever the sandbox's has moved: a sender outside knows no other.
  const stamp = Math.floor(Date.now() / 1000);
  const good = createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex');
  return `t=${stamp},v1=${isSpoilt ? good.replace(/^./, (first) => (first === '0' ? '1' : '0')) : good}`;
}

const headersOf = (hook: WebhookName, { id, body }: Delivery, isSpoilt: boolean): Record<string, string> =>
  hook === 'pmp'
    ? { 'x-perfex-event': eventIn(body), 'x-perfex-signature': signature(SECRETS.pmp, body, isSpoilt) }
    : { 'x-delivery-id': id, 'x-bellhop-signature': signature(SECRETS.deploys, body, isSpoilt) };

/** Sends webhooks as systems outside do. `botUrl`: where the bot listens, once it is known. */
export function createWebhookSender(
  botUrl: () => string | undefined,
): (call: SandboxCalls['webhook']) => Promise<Answered<'webhook'>> {
  const last = new Map<WebhookName, Delivery>();
  return async ({ hook, body, spoil, again }) => {
    const url = botUrl();
    if (!url) return { ok: false, error: 'The bot has no address to send a webhook to.' };
    const delivery = (again && last.get(hook)) || { id: randomUUID(), body };
    last.set(hook, delivery);
    try {
      const response = await fetch(`${url}/hooks/${hook}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf(hook, delivery, spoil) },
        body: delivery.body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { ok: true, status: response.status, answer: await response.text() };
    } catch {
      return { ok: false, error: 'The bot does not answer.' };
    }
  };
}
