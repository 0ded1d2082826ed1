import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { type Lead, leadsMessage } from './leads-message.ts';

/** The floor: the same job on `node:http` alone, without a framework, a client library or a schema. */
const { SLACK_SIGNING_SECRET = '', PMP_BASE_URL = '', PMP_AUTH_TOKEN = '', PORT = '0' } = process.env;
const agent = new Agent({ keepAlive: true });

const read = (message: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', reject);
  });

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const stamp = String(headers['x-slack-request-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - Number(stamp)) < 300)) return false;
  const mac = createHmac('sha256', SLACK_SIGNING_SECRET).update(`v0:${stamp}:`).update(body).digest('hex');
  const given = Buffer.from(String(headers['x-slack-signature']));
  const expected = Buffer.from(`v0=${mac}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const call = (url: string, method: string, headers: Record<string, string | number>, body?: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => read(answer).then(resolve, reject));
    sent.on('error', reject);
    sent.end(body);
  });

async function search(fields: URLSearchParams): Promise<void> {
  const key = (fields.get('text') ?? '').trim().split(/\s+/).slice(2).join(' ');
  const since = performance.now();
  const url = `${PMP_BASE_URL}/api/leads/search/${encodeURIComponent(key)}`;
  const answer = await call(url, 'GET', { authtoken: PMP_AUTH_TOKEN });
  const leads = JSON.parse(answer.toString()) as Lead[];
  const asked = { key, user: fields.get('user_id') ?? '', tookMs: performance.now() - since };
  const body = JSON.stringify({ ...leadsMessage(leads, asked), response_type: 'in_channel' });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  await call(fields.get('response_url') ?? '', 'POST', headers, body);
}

const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
  read(incoming)
    .then(async (body) => {
      const signed = isSigned(incoming, body);
      response.writeHead(signed ? 200 : 401, { 'content-length': 0 }).end();
      if (signed) await search(new URLSearchParams(body.toString()));
    })
    .catch((error) => console.error(error));
});
server.listen(Number(PORT), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
