import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { operations as catalog } from '../operations/catalog.ts';
import type { Operation } from '../operations/operation.ts';
import { type Mistake, mistakesOf, offsetOf } from './mistakes.ts';
import { expand } from './patterns.ts';
import { PolicyError } from './policy-error.ts';
import type { ApprovalRule, Rule, Rules, Ruling } from './rules.ts';
import { policySchema, type WrittenApproval, type WrittenRule } from './schema.ts';
import { uselessRules } from './useless.ts';

const toApproval = ({ users, groups, needed, channel, ...minutes }: WrittenApproval): ApprovalRule => ({
  users: users ?? [],
  groups: groups ?? [],
  needed,
  channel,
  expiresMinutes: minutes.expires_minutes,
  ...(minutes.reminder_minutes === undefined ? {} : { reminderMinutes: minutes.reminder_minutes }),
});

function toRule(written: WrittenRule, ids: readonly string[]): Rule {
  const { label, operations, risk, users, groups, channels, decision, approval } = written;
  const ruling: Ruling = approval
    ? { decision: 'approval', approval: toApproval(approval) }
    : { decision: decision === 'allow' ? 'allow' : 'deny' };
  return {
    ...(label === undefined ? {} : { label }),
    ...(operations ? { operations: new Set(operations.flatMap((pattern) => expand(pattern, ids))) } : {}),
    ...(risk ? { risks: risk } : {}),
    ...(users || groups ? { who: { users: users ?? [], groups: groups ?? [] } } : {}),
    ...(channels ? { channels } : {}),
    ruling,
  };
}

/** Rules that could never decide anything: most likely they stand in the wrong order. */
function findUseless(
  document: Document.Parsed,
  rules: readonly Rule[],
  operations: readonly Operation[],
  lineAt: (offset: number) => number,
): Mistake[] {
  const at = (index: number) => offsetOf(document, ['rules', index]);
  return uselessRules(rules, operations).map(({ index, after }) => ({
    offset: at(index),
    words:
      after === undefined
        ? 'this rule fits nothing: none of its operations has that risk'
        : `this rule never decides: the one on line ${lineAt(at(after))} comes first and covers all of it`,
  }));
}

/** What keeps the text from being YAML; an alias to nothing is found only by looking. */
function unreadableIn(document: Document.Parsed): Mistake[] {
  const mistakes = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    offset: pos[0],
    words: message,
  }));
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      mistakes.push({ offset: alias.range?.[0] ?? 0, words: `nothing above is called &${alias.source}` });
    },
  });
  return mistakes;
}

/**
 * Reads a policy file (YAML). `fileName` is how its mistakes name it. Throws a PolicyError that lists every mistake with
 * its line.
 */
export function loadPolicy(text: string, fileName: string, operations: readonly Operation[] = catalog): Rules {
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse = (mistakes: readonly Mistake[]): never => {
    const inOrder = mistakes.toSorted((a, b) => a.offset - b.offset);
    throw new PolicyError(inOrder.map(({ offset, words }) => `${fileName}:${lineAt(offset)}: ${words}`));
  };

  const unreadable = unreadableIn(document);
  if (unreadable.length > 0) return refuse(unreadable);

  const ids = operations.map(({ id }) => id);
  const written = policySchema(ids).safeParse(document.toJS({ maxAliasCount: -1 }));
  if (!written.success) return refuse(written.error.issues.flatMap((issue) => mistakesOf(document, issue)));

  const rules = written.data.rules.map((rule) => toRule(rule, ids));
  const useless = findUseless(document, rules, operations, lineAt);
  return useless.length > 0 ? refuse(useless) : { rules, otherwise: written.data.default };
}
