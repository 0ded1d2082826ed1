import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../sandbox/api.ts';
import { readable, titleOf } from '../../sandbox/page/src/inspector/describe.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

const exchange = (more: Partial<Exchange>): Exchange => ({
  id: 1,
  at: 0,
  between: 'slack-to-bot',
  method: 'POST',
  url: 'http://127.0.0.1:3000/slack/events',
  requestHeaders: FORM,
  requestBody: '',
  status: 200,
  responseHeaders: {},
  responseBody: '',
  tookMs: 1,
  ...more,
});
const interaction = (payload: object): string =>
  titleOf(exchange({ requestBody: `${new URLSearchParams({ payload: JSON.stringify(payload) })}` }));

describe('the line of an exchange', () => {
  it('is the command as it was typed', () => {
    expect(titleOf(exchange({ requestBody: 'command=%2Fpmp&text=lead+search+acme' }))).toBe('/pmp lead search acme');
  });

  it('names the interaction and what was used', () => {
    expect(interaction({ type: 'block_actions', actions: [{ action_id: 'next:0' }] })).toBe('block_actions next:0');
    expect(interaction({ type: 'view_submission', view: { callback_id: 'form' } })).toBe('view_submission form');
    expect(interaction({ type: 'block_suggestion', value: 'gra' })).toBe('block_suggestion “gra”');
    expect(interaction({ type: 'shortcut', callback_id: 'run_operation' })).toBe('shortcut run_operation');
  });

  it('names the event inside its envelope, and reads Socket Mode alike', () => {
    const event = JSON.stringify({ type: 'event_callback', event: { type: 'app_home_opened' } });
    expect(titleOf(exchange({ requestHeaders: JSON_TYPE, requestBody: event }))).toBe('app_home_opened');
    const envelope = JSON.stringify({ type: 'slash_commands', payload: { command: '/ops', text: 'help' } });
    expect(titleOf(exchange({ requestHeaders: {}, requestBody: envelope }))).toBe('/ops help');
  });

  it('is the method of Slack, the response URL, or the vendor’s path', () => {
    const between = 'bot-to-slack';
    expect(titleOf(exchange({ between, url: 'http://127.0.0.1:4000/api/chat.postMessage' }))).toBe('chat.postMessage');
    const url = 'http://127.0.0.1:4000/commands/T1/2/abc';
    expect(titleOf(exchange({ between, url }))).toBe('response URL');
    expect(titleOf(exchange({ between, url, requestBody: '{"text":"2 leads\\nAda"}' }))).toBe('response URL 2 leads');
    expect(
      titleOf(exchange({ between: 'bot-to-vendor', method: 'GET', url: 'http://127.0.0.1:1/api/leads?q=a' })),
    ).toBe('GET /api/leads?q=a');
  });

  it('survives a body that is nothing of the kind', () => {
    expect(titleOf(exchange({ requestBody: 'payload=%7Bbroken' }))).toBe('request');
    expect(titleOf(exchange({ requestHeaders: JSON_TYPE, requestBody: 'null' }))).toBe('request');
  });
});

describe('a readable body', () => {
  it('indents JSON, and JSON inside a form', () => {
    expect(readable({}, '{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(readable(FORM, 'text=a+b&payload=%7B%22a%22%3A1%7D')).toBe('text = a b\npayload = {\n  "a": 1\n}');
  });

  it('leaves everything else as it came', () => {
    expect(readable({}, '<html>')).toBe('<html>');
    expect(readable({}, '42')).toBe('42');
    expect(readable(FORM, '')).toBe('');
  });
});
