import type { Risk } from '../operations/operation.ts';

/** Where somebody asks. Only this counts, never the door: a button is judged like a command. */
export interface Place {
  channel?: string;
}

/** Who agrees before it runs, and where they are asked. Plain data: it may be stored with the intent. */
export interface ApprovalRule {
  users: readonly string[];
  groups: readonly string[];
  /** How many different people. */
  needed: number;
  channel: string;
  expiresMinutes: number;
  reminderMinutes?: number;
}

/** What a rule says of those it fits. */
export type Ruling = { decision: 'allow' } | { decision: 'deny' } | { decision: 'approval'; approval: ApprovalRule };

/** A condition that is absent always fits; ids only. */
export interface Rule {
  /** Read by the person who is refused. */
  label?: string;
  operations?: ReadonlySet<string>;
  risks?: readonly Risk[];
  /** Fits anyone of these users or groups. */
  who?: { users: readonly string[]; groups: readonly string[] };
  channels?: readonly string[];
  ruling: Ruling;
}

/** The first rule that fits decides; where none does, `otherwise`. */
export interface Rules {
  rules: readonly Rule[];
  otherwise: 'deny' | 'allow_members';
}

/** Without a policy file: full members read and write, and what is destructive asks them to confirm on the way. */
export const BUILT_IN: Rules = { rules: [], otherwise: 'allow_members' };
