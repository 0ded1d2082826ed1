import { Agent } from 'node:https';
import { type ConnectionOptions, connect, createServer } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from './self-signed.ts';
import { clientTo, failure, listen, serveTcp, write } from './support.ts';

const secure = async (arrived: string[]) => {
  const server = createServer(selfSigned, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      arrived.push(bytes.toString());
      if (bytes.includes('{"a":1}')) socket.destroy();
    });
  });
  server.on('tlsClientError', () => {});
  const { url } = await listen(server);
  return url.replace('http:', 'https:');
};

afterEach(() => vi.restoreAllMocks());

describe('over TLS', () => {
  it('a certificate nobody vouches for stops the call before anything is sent', async () => {
    const arrived: string[] = [];
    const send = clientTo(await secure(arrived));
    expect(await failure(send(...write))).toEqual({ kind: 'unavailable', message: 'Acme cannot be reached.' });
    expect(arrived).toEqual([]);
  });

  it('a server that hangs up in the middle of the handshake got nothing', async () => {
    const { url } = await serveTcp((socket) => void socket.once('data', () => socket.destroy()));
    const send = clientTo(url.replace('http:', 'https:'), { timeoutMs: 600 });
    expect(await failure(send(...write))).toEqual({ kind: 'unavailable', message: 'Acme cannot be reached.' });
  });

  it('a write whose answer is lost once the connection stood may have been done', async () => {
    vi.spyOn(Agent.prototype, 'createConnection').mockImplementation((options) =>
      connect({ ...(options as ConnectionOptions), rejectUnauthorized: false }),
    );
    const arrived: string[] = [];
    const send = clientTo(await secure(arrived));
    for (let call = 0; call < 2; call++) expect(await failure(send(...write))).toMatchObject({ outcomeUnknown: true });
    expect(arrived.filter((bytes) => bytes.startsWith('POST'))).toHaveLength(2);
  });
});
