import type { Answered, CallName, Failed, SandboxCalls } from './api.ts';

export type Doing<Name extends CallName> = (call: SandboxCalls[Name]) => Promise<Answered<Name>>;

/** What the sandbox does for each call. */
export type Doings = { [Name in CallName]: Doing<Name> };

export const failed = (error: string): Failed => ({ ok: false, error });
