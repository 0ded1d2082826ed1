type Fetch = typeof globalThis.fetch;

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

/** Seconds, as a whole number; a date is not understood. */
const statesWait = (headers: Headers): boolean => /^\s*\d+\s*$/.test(headers.get('retry-after') ?? '');

/**
 * Fetch for the Web API client, which trusts two things that do not always hold: a 429 names a wait, and a 200 is JSON.
 * A 429 without a wait gets the wait 0; a web page with status 200 becomes the 502 that it stands for.
 */
export const apiFetch = (fetch: Fetch): Fetch =>
  (async (...request: Parameters<Fetch>) => {
    const response = await fetch(...request);
    if (response.status === 429 && !statesWait(response.headers)) {
      await response.body?.cancel();
      return new Response(null, { status: 429, headers: { 'retry-after': '0' } });
    }
    if (response.status !== 200 || response.headers.get('content-type')?.includes('json')) return response;
    const text = await response.text();
    const { headers } = response;
    return isJson(text) ? new Response(text, { headers }) : new Response(null, { status: 502 });
  }) as Fetch;
