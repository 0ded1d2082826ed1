import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What Slack sent: the fields of a command, or the payload of an interaction or event. */
export type Delivery = Record<string, unknown> & { type?: string };

export interface PuppetBot {
  url: string;
  /** Everything that arrived, oldest first. */
  heard: Delivery[];
  /** Answers the next deliveries; what it returns is the acknowledgement. */
  answer: (delivery: Delivery) => unknown;
  /** Calls Slack's Web API. */
  slack(method: string, body: object): Promise<unknown>;
  close(): void;
}

/** The smallest bot there is: it says what a test wants it to say. */
export async function startPuppetBot(api: { url: string; token: string }): Promise<PuppetBot> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const form = new URLSearchParams(body);
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const delivery = (
      isForm && !form.has('payload') ? Object.fromEntries(form) : JSON.parse(form.get('payload') ?? body)
    ) as Delivery;
    bot.heard.push(delivery);
    const said = (await bot.answer(delivery)) ?? '';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(said === '' ? '' : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bot: PuppetBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    answer: () => undefined,
    async slack(method, body) {
      const response = await fetch(`${api.url}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { ok: boolean; error?: string };
      if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
      return answer;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return bot;
}
