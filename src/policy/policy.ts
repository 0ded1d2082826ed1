import { OperationError } from '../errors.ts';
import type { Actor } from '../journal/intent.ts';
import { type Operation, riskOf } from '../operations/operation.ts';
import { type Asking, type Decision, evaluate, groupsThatMatter } from './evaluate.ts';
import { type Explanation, explainDecisions } from './explain.ts';
import { explainRules } from './explain-rules.ts';
import { createSorter } from './kin.ts';
import { createGroupsOf, floorRefusal, type MembersOf, type PersonKind, type PersonOf } from './people.ts';
import { risksOf } from './risks.ts';
import { type ApprovalRule, BUILT_IN, type Place, type Rules } from './rules.ts';

export type { Decision } from './evaluate.ts';
export type { PersonKind, PersonOf } from './people.ts';
export type { ApprovalRule, Place, Rules } from './rules.ts';

/** All of these reject with an OperationError `unavailable` when the workspace cannot be asked: then nobody may. */
export interface Policy {
  /** Whether the actor may run this very input here, at this moment. */
  decide(actor: Actor, operation: Operation, input: Record<string, unknown>, place: Place): Promise<Decision>;
  /** The kindest decision that any input could get: for a form that is not filled in yet. */
  decideAtAll(actor: Actor, operation: Operation, place: Place): Promise<Decision>;
  /** Whether the actor may agree to what the requester asked for. */
  mayApprove(
    actor: Actor,
    rule: Pick<ApprovalRule, 'users' | 'groups'>,
    requester: Actor,
  ): Promise<{ ok: true } | { ok: false; why: string }>;
  /**
   * What the actor may run here, perhaps after approval: for help, completion and pickers. What is in doubt is left out.
   * The same list, and the same rights in it, give the same array: what is derived from it can be kept by it.
   */
  visible(actor: Actor, operations: readonly Operation[], place: Place): Promise<readonly Operation[]>;
  /** Why the actor gets no answer at all, whatever they ask; undefined where rules decide. */
  exclusionOf(actor: Actor): Promise<string | undefined>;
  explainMayI(actor: Actor, operation: Operation, place: Place): Promise<Explanation>;
  explainWhoMay(operation: Operation, place: Place): Explanation;
}

/** The kindest first. */
const KINDNESS: readonly Decision['decision'][] = ['allow', 'approval', 'deny'];
const kindest = (decisions: readonly Decision[]): Decision =>
  decisions.reduce((a, b) => (KINDNESS.indexOf(b.decision) < KINDNESS.indexOf(a.decision) ? b : a));

/** Rights, judged on ids at the moment they are asked. Without rules, the built-in ones. */
export function createPolicy({
  rules = BUILT_IN,
  personOf,
  membersOf,
}: {
  rules?: Rules;
  personOf: PersonOf;
  membersOf: MembersOf;
}): Policy {
  const groupsOf = createGroupsOf(membersOf);
  const sorted = createSorter(rules);

  async function kindOf(actor: Actor): Promise<PersonKind> {
    try {
      return (await personOf(actor)).kind;
    } catch (error) {
      const message = 'Slack could not tell me who you are, so nothing was done. Try again in a moment.';
      throw new OperationError({ kind: 'unavailable', message }, error);
    }
  }

  async function decideOn(asking: Asking): Promise<Decision> {
    return evaluate(rules, { ...asking, groups: await groupsOf(asking.user, groupsThatMatter(rules, asking)) });
  }

  const decideEach = (actor: Actor, kind: PersonKind, operation: Operation, { channel }: Place) =>
    Promise.all(
      risksOf(operation).map(async (risk) => ({
        risk,
        decision: await decideOn({ user: actor.id, kind, operation: operation.id, risk, channel }),
      })),
    );

  const decideOnAll = async (actor: Actor, kind: PersonKind, operation: Operation, place: Place): Promise<Decision> =>
    kindest((await decideEach(actor, kind, operation, place)).map(({ decision }) => decision));

  /** The other channels where rules would let them. */
  async function elsewhere(actor: Actor, kind: PersonKind, operation: Operation, here: Place): Promise<string[]> {
    const named = new Set(rules.rules.flatMap(({ channels = [] }) => channels));
    const others = [...named].filter((channel) => channel !== here.channel);
    const decisions = await Promise.all(others.map((channel) => decideOnAll(actor, kind, operation, { channel })));
    return others.filter((_, index) => decisions[index]?.decision !== 'deny');
  }

  return {
    async decide(actor, operation, input, { channel }) {
      const risk = riskOf(operation, input);
      return decideOn({ user: actor.id, kind: await kindOf(actor), operation: operation.id, risk, channel });
    },

    decideAtAll: async (actor, operation, place) => decideOnAll(actor, await kindOf(actor), operation, place),

    async mayApprove(actor, rule, requester) {
      if (actor.id === requester.id) return { ok: false, why: 'Nobody can approve what they asked for themselves.' };
      const isNamed = rule.users.includes(actor.id);
      // Both at once: the voter's acknowledgement waits for them.
      const groups = isNamed ? undefined : groupsOf(actor.id, rule.groups);
      groups?.catch(() => {}); // It does not matter where the person may not vote anyway.
      const why = floorRefusal(await kindOf(actor), isNamed);
      if (why !== undefined) return { ok: false, why };
      const isApprover = isNamed || ((await groups)?.size ?? 0) > 0;
      return isApprover ? { ok: true } : { ok: false, why: 'The policy asks others to approve this.' };
    },

    async visible(actor, operations, place) {
      const kind = await kindOf(actor);
      const { samples, partOf } = sorted(operations);
      const decisions = await Promise.allSettled(samples.map((one) => decideOnAll(actor, kind, one, place)));
      return partOf(decisions.map((one) => one.status === 'fulfilled' && one.value.decision !== 'deny'));
    },

    async exclusionOf(actor) {
      const isNamed = rules.rules.some(
        ({ who, ruling }) => ruling.decision !== 'deny' && who?.users.includes(actor.id),
      );
      return floorRefusal(await kindOf(actor), isNamed);
    },

    async explainMayI(actor, operation, place) {
      const kind = await kindOf(actor);
      const decided = await decideEach(actor, kind, operation, place);
      const isDenied = decided.every(({ decision }) => decision.decision === 'deny');
      return explainDecisions(operation, decided, isDenied ? await elsewhere(actor, kind, operation, place) : []);
    },

    explainWhoMay: (operation, place) => explainRules(rules, operation, place),
  };
}
