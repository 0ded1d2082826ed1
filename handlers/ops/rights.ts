import { answerMessage } from '../../blocks/answer.ts';
import type { Message } from '../../blocks/message.ts';
import { noticeMessage } from '../../blocks/status.ts';
import { didYouMean, findByWords, findOperation, operations, vendors } from '../../src/catalog.ts';
import type { Operation } from '../../src/operation.ts';
import type { Desk } from '../support/desk.ts';
import type { Asked } from './index.ts';

/** `pmp.lead.delete`, `pmp lead delete` or `/pmp lead delete`. */
function operationIn(text: string): Operation | undefined {
  const words = text
    .trim()
    .replace(/^\//, '')
    .split(/[\s.]+/);
  const [vendorWord = '', first = '', second = ''] = words;
  const vendor = vendors.find(({ id }) => id === vendorWord.toLowerCase());
  return findOperation(text.trim()) ?? (vendor && findByWords(vendor, first, second));
}

function unknown(text: string): Message {
  if (text.trim() === '') return noticeMessage(`Name an operation, for example \`/ops may-i ${operations[0]?.id}\`.`);
  const nearest = didYouMean(operations, text.replace(/^\S+[.\s]/, '').replaceAll('.', ' '));
  return noticeMessage(`I do not know the operation "${text}".${nearest ? ` Did you mean ${nearest.id}?` : ''}`);
}

/** Whether the person may run an operation here, and what it takes. */
export async function mayI(desk: Desk, { text, actor, channel }: Asked): Promise<Message> {
  const operation = operationIn(text);
  if (!operation) return unknown(text);
  const { lines } = await desk.policy.explainMayI(actor, operation, { channel });
  return answerMessage(`May I: ${operation.title}`, lines);
}

/** Who may run an operation here. */
export async function whoMay(desk: Desk, { text, channel }: Asked): Promise<Message> {
  const operation = operationIn(text);
  if (!operation) return unknown(text);
  const { lines } = desk.policy.explainWhoMay(operation, { channel });
  return answerMessage(`Who may: ${operation.title}`, lines);
}
