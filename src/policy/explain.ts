import type { Operation, Risk } from '../operations/operation.ts';
import type { Decision } from './evaluate.ts';
import { duration, type Line, onceApproved, places, textOf, type Word } from './words.ts';

/** An answer in plain words, and the same as text with bare ids. */
export interface Explanation {
  lines: readonly Line[];
  text: string;
}

export const explanation = (lines: readonly Line[]): Explanation => ({ lines, text: textOf(lines) });

/** Tells apart the two risks that one operation can have. */
export const WHEN: Readonly<Record<Risk, string>> = {
  read: '',
  write: 'when it needs no confirmation',
  destructive: 'when it needs a confirmation',
};

/** What `/ops may-i` answers: the decision for each risk that inputs can have, and where else it would be possible. */
export function explainDecisions(
  operation: Operation,
  decided: readonly { risk: Risk; decision: Decision }[],
  elsewhere: readonly string[],
): Explanation {
  const inWords = (risk: Risk, decision: Decision): Word[] => {
    switch (decision.decision) {
      case 'allow':
        return [`Yes, you may run ${operation.id} here.${risk === 'destructive' ? ' You confirm it first.' : ''}`];
      case 'approval': {
        const { approval } = decision;
        const time = `. They have ${duration(approval.expiresMinutes)} to answer.`;
        return [`Yes, you may run ${operation.id} here`, ...onceApproved(approval), time];
      }
      case 'deny':
        return [decision.why];
    }
  };
  const answers = decided.map(({ risk, decision }) => ({ risk, line: inWords(risk, decision) }));
  const isOneAnswer = new Set(decided.map(({ decision }) => JSON.stringify(decision))).size === 1;
  const lines = isOneAnswer
    ? answers.slice(0, 1).map(({ line }) => line)
    : answers.map(({ risk, line }): Word[] => [`${WHEN[risk].replace(/^w/, 'W')}: `, ...line]);
  const others: Line[] = elsewhere.length > 0 ? [['You may run it in ', ...places(elsewhere), '.']] : [];
  return explanation([...lines, ...others]);
}
