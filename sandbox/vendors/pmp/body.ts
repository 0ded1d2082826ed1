import { createHash } from 'node:crypto';
import { mediaType, type Received } from '../http.ts';
import type { Fields } from './resource.ts';

export interface Upload {
  field: string;
  name: string;
  type: string;
  bytes: number;
  /** Of the content, in hexadecimal. */
  sha256: string;
}

export interface Posted {
  fields: Fields;
  uploads: Upload[];
}

/** What PHP finds in a POST: multipart and urlencoded bodies. Anything else, JSON included, reads as no fields at all. */
export async function readPost(request: Received): Promise<Posted> {
  const posted = { fields: {} as Record<string, string | string[]>, uploads: [] as Upload[] };
  for (const [key, value] of await formEntries(request)) {
    const list = /^([^[]+)\[\d*\]$/.exec(key)?.[1];
    if (typeof value !== 'string') {
      const sha256 = createHash('sha256')
        .update(Buffer.from(await value.arrayBuffer()))
        .digest('hex');
      posted.uploads.push({ field: key, name: value.name, type: value.type, bytes: value.size, sha256 });
    } else if (list) {
      const before = posted.fields[list];
      posted.fields[list] = [...(Array.isArray(before) ? before : []), value];
    } else {
      posted.fields[key] = value;
    }
  }
  return posted;
}

async function formEntries({ headers, body }: Received): Promise<Iterable<[string, string | File]>> {
  const type = mediaType(headers);
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(body.toString());
  if (type !== 'multipart/form-data') return [];
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'Content-Type': headers['content-type']! },
    }).formData();
    return form.entries();
  } catch {
    return [];
  }
}

/** The JSON of a PUT, whatever its Content-Type; undefined when nothing usable remains after the filter. */
export function readPut({ body }: Received): Fields | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(xssFilter(body)));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = Object.entries(value).map(([name, one]) => [name, phpValue(one)]);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** Runs before the JSON is read: percent-escapes are undone until none is left, and script tags are replaced. */
function xssFilter(body: Buffer): Buffer {
  let text = body.toString('latin1');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  return Buffer.from(text.replace(/<\/?script\b[^>]*>/gi, '[removed]'), 'latin1');
}

function phpValue(value: unknown): string | null | string[] {
  if (value === null) return null;
  if (typeof value === 'object') return leavesOf(value);
  return value === true ? '1' : value === false ? '' : String(value);
}

/** Lists arrive as arrays, as `{"0": "5"}`, or nested as the project settings are. */
const leavesOf = (value: object): string[] =>
  Object.values(value).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null ? leavesOf(one) : [String(one)],
  );
