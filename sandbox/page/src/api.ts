import type { Answered, CallName, Exchange, SandboxCalls, SandboxEvent, SandboxState } from '../../api.ts';

/** Calls the sandbox. Never throws: what went wrong is in words for the person. */
export async function call<Name extends CallName>(name: Name, body: SandboxCalls[Name]): Promise<Answered<Name>> {
  try {
    const response = await fetch(`/sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answered<Name>;
  } catch {
    return { ok: false, error: 'The sandbox is not answering.' };
  }
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    // `data:image/png;base64,iVBORw0...`
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/** Uploads a file as somebody; what it is answered with is what a file input reports. */
export async function uploadFile(as: string, file: File): Promise<Answered<'upload'>> {
  try {
    return await call('upload', { as, name: file.name, type: file.type, content: await base64Of(file) });
  } catch {
    return { ok: false, error: `${file.name} cannot be read.` };
  }
}

async function get<Body>(path: string): Promise<Body> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Body;
}

/** The whole picture as one person sees it; without a person, as the sandbox chooses. */
export const loadState = (as: string): Promise<SandboxState> => get(`/sandbox/state?as=${encodeURIComponent(as)}`);

/** All requests so far, newest first. */
export async function loadExchanges(): Promise<Exchange[]> {
  const body = await get<Exchange[] | { exchanges: Exchange[] }>('/sandbox/exchanges');
  return (Array.isArray(body) ? body : body.exchanges).toSorted((a, b) => b.id - a.id);
}

export interface Listener {
  /** The stream is open, for the first time or again: load what happened meanwhile. */
  onOpen(): void;
  onEvent(event: SandboxEvent): void;
  onLost(): void;
}

/** Listens as one person until the returned function is called; the browser reconnects by itself. */
export function listen(as: string, { onOpen, onEvent, onLost }: Listener): () => void {
  const source = new EventSource(`/sandbox/events?as=${encodeURIComponent(as)}`);
  source.onopen = onOpen;
  source.onmessage = ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data) as SandboxEvent);
  source.onerror = onLost;
  return () => source.close();
}
