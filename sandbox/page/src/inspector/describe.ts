import type { Exchange } from '../../../api.ts';

/** The form fields of a body, or nothing when it is no form. */
function formOf(headers: Record<string, string>, body: string): URLSearchParams | undefined {
  return headerOf(headers, 'content-type').startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body)
    : undefined;
}

const headerOf = (headers: Record<string, string>, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** One line that says what happened: the command, the method of Slack, the path at the vendor. */
export function titleOf(exchange: Exchange): string {
  const path = exchange.url.replace(/^\w+:\/\/[^/]+/, '') || '/';
  if (exchange.between === 'bot-to-vendor') return `${exchange.method} ${path}`;
  if (exchange.between === 'slack-to-bot') return slackTitle(exchange);
  const [, method] = /\/api\/([\w.]+)/.exec(path) ?? [];
  const [said = ''] = String(asRecord(jsonOf(exchange.requestBody)).text ?? '').split('\n');
  return method ?? `response URL ${said}`.trim();
}

function slackTitle({ requestHeaders, requestBody }: Exchange): string {
  const form = formOf(requestHeaders, requestBody);
  // Socket Mode carries the same things as JSON, under `payload`.
  const whole = asRecord(jsonOf(form?.get('payload') ?? requestBody));
  const body = form && !form.has('payload') ? Object.fromEntries(form) : asRecord(whole.payload ?? whole);
  const event = asRecord(body.event);
  const action = asRecord((body.actions as unknown[] | undefined)?.[0]);
  const view = asRecord(body.view);
  const words = [
    body.command ? `${body.command} ${body.text ?? ''}` : (event.type ?? body.type),
    action.action_id ?? (body.type === 'block_suggestion' ? `“${body.value}”` : (body.callback_id ?? view.callback_id)),
  ];
  return words.filter(Boolean).join(' ').trim() || 'request';
}

/** A body as a person reads it: JSON indented, forms one field a line with JSON inside them indented too, the rest as it is. */
export function readable(headers: Record<string, string>, body: string): string {
  const json = jsonOf(body);
  if (json !== undefined && typeof json === 'object') return JSON.stringify(json, null, 2);
  const form = formOf(headers, body);
  if (!form) return body;
  return [...form]
    .map(([key, value]) => {
      const inner = /^[[{]/.test(value) ? jsonOf(value) : undefined;
      return `${key} = ${inner === undefined ? value : JSON.stringify(inner, null, 2)}`;
    })
    .join('\n');
}

/** The whole of one side as text, for the clipboard. */
export const asText = (start: string, headers: Record<string, string>, body: string): string =>
  [start, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n');
