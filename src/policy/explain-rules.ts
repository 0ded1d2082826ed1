import type { Operation, Risk } from '../operations/operation.ts';
import { type Explanation, explanation, WHEN } from './explain.ts';
import { risksOf } from './risks.ts';
import type { Place, Rule, Rules } from './rules.ts';
import { type Line, onceApproved, people, places, type Word } from './words.ts';

/** A rule, and for which of the operation's risks it speaks. */
interface Speaking {
  rule: Rule;
  risks: readonly Risk[];
}

/** ` here`, ` in #ops`, ` here or in #ops`; empty for everywhere. */
function placeWords({ channels }: Rule, here: string | undefined): Word[] {
  if (!channels) return [];
  const others = places(channels.filter((channel) => channel !== here));
  if (here === undefined || !channels.includes(here)) return [' in ', ...others];
  return others.length > 0 ? [' here or in ', ...others] : [' here'];
}

function subject({ who, ruling }: Rule, isFirst: boolean): Word[] {
  const isDenied = ruling.decision === 'deny';
  if (who) return [...people(who), isDenied ? ' may not run it' : ' may run it'];
  const everybody = isDenied ? 'nobody may run it' : 'every full member may run it';
  return [isFirst ? everybody.replace(/^./, (letter) => letter.toUpperCase()) : `Otherwise ${everybody}`];
}

function ruleLine({ rule, risks }: Speaking, operation: Operation, isFirst: boolean, { channel }: Place): Line {
  const { ruling, label } = rule;
  const [risk] = risks;
  const when = risk && risks.length < risksOf(operation).length ? [` ${WHEN[risk]}`] : [];
  const approved = ruling.decision === 'approval' ? onceApproved(ruling.approval) : [];
  const end = label === undefined ? '.' : ` (${label}).`;
  return [...subject(rule, isFirst), ...placeWords(rule, channel), ...when, ...approved, end];
}

/** The rules that speak about an operation, without those that come too late for everybody. */
function speaking({ rules }: Rules, operation: Operation): { said: Speaking[]; isComplete: boolean } {
  const possible = risksOf(operation);
  const said: Speaking[] = [];
  let settled: Rule | undefined;
  for (const rule of rules) {
    const risks = possible.filter((risk) => rule.risks?.includes(risk) ?? true);
    if (!(rule.operations?.has(operation.id) ?? true) || risks.length === 0) continue;
    // What is settled for every full member can still be given to a guest by name.
    if (settled && (settled.ruling.decision === 'deny' || !rule.who || rule.who.users.length === 0)) continue;
    said.push({ rule, risks });
    if (!rule.who && !rule.channels && risks.length === possible.length) settled ??= rule;
  }
  return { said, isComplete: settled !== undefined };
}

const FLOOR = 'Guests only where they are named themselves; people of connected workspaces and bots never.';

/** What `/ops who-may` answers: every rule about the operation, in the order in which they count. */
export function explainRules(rules: Rules, operation: Operation, place: Place): Explanation {
  const { said, isComplete } = speaking(rules, operation);
  const lines = said.map((one, index) => ruleLine(one, operation, index === 0, place));
  if (!isComplete) {
    const decision = rules.otherwise === 'deny' ? 'deny' : 'allow';
    lines.push([...subject({ ruling: { decision } }, lines.length === 0), '.']);
  }
  const order: Line[] = lines.length > 1 ? [['The first line that fits a person counts.']] : [];
  const isGiven = rules.otherwise !== 'deny' || said.some(({ rule }) => rule.ruling.decision !== 'deny');
  return explanation([...order, ...lines, ...(isGiven ? [[FLOOR]] : [])]);
}
