import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';

/** One simulator for the file, as new before each test. */
export function running<T extends VendorSimulator>(start: () => Promise<T>): () => T {
  let simulator: T;
  beforeAll(async () => {
    simulator = await start();
  });
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());
  return () => simulator;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, not trusted
  json: any;
}

/** Sends one request; `json` is undefined when the answer is not JSON. */
export async function ask(url: string, init?: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

export const lastWrite = (simulator: VendorSimulator): { what: string; detail: Record<string, unknown> } =>
  simulator.state().writes[0] as { what: string; detail: Record<string, unknown> };
