import type { Actor } from '../journal/intent.ts';

/** What kind of person is asking, as the workspace knows them at this moment. */
export type PersonKind = 'admin' | 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';

/** Looks a person up. Rejects when the workspace cannot be asked. */
export type PersonOf = (actor: Actor) => Promise<{ kind: PersonKind }>;

/** Why the floor refuses them. */
const WHY_NOT: Readonly<Record<Exclude<PersonKind, 'admin' | 'member'>, string>> = {
  guest: "Guests can't use Bellhop. Ask a member.",
  stranger: 'Only members of this workspace can use Bellhop.',
  bot: "Bots and workflows can't use Bellhop.",
  deactivated: 'This account is deactivated.',
};

/**
 * The floor that no rule goes below: full members, and guests as far as a rule names their own id (`isNamed`). Undefined
 * for them; for anybody else, why they get nothing.
 */
export const floorRefusal = (kind: PersonKind, isNamed: boolean): string | undefined =>
  kind === 'admin' || kind === 'member' || (kind === 'guest' && isNamed) ? undefined : WHY_NOT[kind];
