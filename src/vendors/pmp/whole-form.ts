import type { Send } from '../../http.ts';

/** got reads a FormData once: its second try would go out without a body and wait for ever. So it leaves as bytes. */
export const withWholeForms =
  (send: Send): Send =>
  async (path, options, call) => {
    if (!(options.body instanceof FormData)) return send(path, options, call);
    const form = new Response(options.body);
    const headers = { ...options.headers, 'content-type': form.headers.get('content-type') ?? undefined };
    return send(path, { ...options, headers, body: Buffer.from(await form.arrayBuffer()) }, call);
  };
