import type { Risk } from '../operations/operation.ts';
import { floorRefusal, type PersonKind } from './people.ts';
import type { ApprovalRule, Rule, Rules } from './rules.ts';

export type Decision =
  | { decision: 'allow' }
  | { decision: 'deny'; why: string }
  | { decision: 'approval'; approval: ApprovalRule };

/** Who asks for what and where, before anybody was asked who is in which group. */
export interface Asking {
  user: string;
  kind: PersonKind;
  operation: string;
  risk: Risk;
  channel: string | undefined;
}

/** Everything a decision depends on: nothing else is looked at. */
export interface Facts extends Asking {
  /** The groups this person is in, at least those of `groupsThatMatter`. */
  groups: ReadonlySet<string>;
}

/** The only look at what is asked for: two operations that fit the same rules get the same decisions. */
export const fitsOperation = (rule: Rule, operation: string, risk: Risk): boolean =>
  (rule.operations?.has(operation) ?? true) && (rule.risks?.includes(risk) ?? true);

const fitsIntent = (rule: Rule, { operation, risk, channel }: Asking): boolean =>
  fitsOperation(rule, operation, risk) &&
  (!rule.channels || (channel !== undefined && rule.channels.includes(channel)));

const names = ({ who }: Rule, user: string): boolean => who?.users.includes(user) ?? false;

/** What gives something must stand on the floor; what denies reaches everybody. */
const canReach = (rule: Rule, { user, kind }: Asking): boolean =>
  rule.ruling.decision === 'deny' || floorRefusal(kind, names(rule, user)) === undefined;

const fitsPerson = (rule: Rule, { user, groups }: Facts): boolean =>
  !rule.who || names(rule, user) || rule.who.groups.some((group) => groups.has(group));

/** The groups that the decision can hang on: those of the rules above the first one that fits without asking. */
export function groupsThatMatter({ rules }: Rules, facts: Asking): string[] {
  const groups = new Set<string>();
  for (const rule of rules) {
    if (!fitsIntent(rule, facts) || !canReach(rule, facts)) continue;
    if (!rule.who || names(rule, facts.user)) break;
    for (const group of rule.who.groups) groups.add(group);
  }
  return [...groups];
}

const refusal = ({ risk }: Facts, because: string): Decision => ({
  decision: 'deny',
  why: `You may not ${risk === 'read' ? 'look this up' : 'do this'}. ${because}`,
});

/** Nobody agrees to what they asked for themselves, so it cannot be granted when too few others are left. */
const isOutOfReach = ({ users, groups, needed }: ApprovalRule, requester: string): boolean =>
  groups.length === 0 && new Set(users.filter((user) => user !== requester)).size < needed;

function decisionOf({ ruling, label }: Rule, facts: Facts): Decision {
  if (ruling.decision === 'allow') return ruling;
  if (ruling.decision === 'approval') {
    if (!isOutOfReach(ruling.approval, facts.user)) return ruling;
    return refusal(facts, 'It needs the approval of others, and without you there are too few who may give it.');
  }
  const because = label === undefined ? 'A rule of the policy denies it.' : `The policy says: ${label}.`;
  return refusal(facts, because.replace(/\.+$/, '.'));
}

/** Pure: the same rules and facts always give the same decision. The first rule that fits decides. */
export function evaluate({ rules, otherwise }: Rules, facts: Facts): Decision {
  const never = floorRefusal(facts.kind, true);
  if (never !== undefined) return { decision: 'deny', why: never };
  const rule = rules.find((one) => fitsIntent(one, facts) && canReach(one, facts) && fitsPerson(one, facts));
  if (rule) return decisionOf(rule, facts);
  const unnamed = floorRefusal(facts.kind, false);
  if (unnamed !== undefined) {
    const isNamedElsewhere = rules.some((one) => names(one, facts.user));
    return isNamedElsewhere
      ? refusal(facts, 'Guests may run only what a rule of the policy names them for.')
      : { decision: 'deny', why: unnamed };
  }
  return otherwise === 'allow_members' ? { decision: 'allow' } : refusal(facts, 'No rule of the policy allows it.');
}
