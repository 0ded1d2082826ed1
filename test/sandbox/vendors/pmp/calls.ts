import { startPmp } from '../../../../sandbox/vendors/index.ts';
import { ask, type Reply, running } from '../support.ts';

/** A PMP simulator and short ways to call it with a good token. */
export function pmpCalls() {
  const simulator = running(() => startPmp({ now: () => Date.UTC(2026, 5, 1, 9, 30) }));
  const call = (
    method: string,
    path: string,
    body?: RequestInit['body'],
    headers: Record<string, string> = {},
  ): Promise<Reply> =>
    ask(`${simulator().url}/api/${path}`, {
      method,
      headers: { authtoken: simulator().env.PMP_AUTH_TOKEN!, ...headers },
      ...(body != null && { body }),
    });
  const formData = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };
  return {
    simulator,
    call,
    get: (path: string) => call('GET', path),
    post: (path: string, fields: Record<string, string>) => call('POST', path, formData(fields)),
    put: (path: string, body: unknown) => call('PUT', path, typeof body === 'string' ? body : JSON.stringify(body)),
    remove: (path: string) => call('DELETE', `delete/${path}`),
  };
}
