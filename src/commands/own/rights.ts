import { didYouMean, findByWords, findOperation, operations, vendors } from '../../operations/catalog.ts';
import type { Operation } from '../../operations/operation.ts';
import { tokenize } from '../tokens.ts';
import type { Answer, OwnCommand } from './own-command.ts';

/** The words as typed, without the quotes around any of them. */
const wordsOf = (text: string): string =>
  tokenize(text)
    .map(({ value }) => value)
    .join(' ')
    .trim();

/** `pmp.lead.delete`, `pmp lead delete` or `/pmp lead delete`. */
function operationIn(text: string): Operation | undefined {
  const words = text.replace(/^\//, '').split(/[\s.]+/);
  const [vendorWord = '', first = '', second = ''] = words;
  const vendor = vendors.find(({ id }) => id === vendorWord.toLowerCase());
  return findOperation(text) ?? (vendor && findByWords(vendor, first, second));
}

function unknown(text: string): Answer {
  if (text === '') {
    return { sentence: `Name an operation, for example \`may-i ${operations[0]?.id}\`.`, failure: 'input' };
  }
  const nearest = didYouMean(operations, text.replace(/^\S+[.\s]/, '').replaceAll('.', ' '));
  const hint = nearest ? ` Did you mean ${nearest.id}?` : '';
  return { sentence: `I do not know the operation "${text}".${hint}`, failure: 'input' };
}

/** Whether the person may run an operation here, and what it takes. */
export const mayICommand: OwnCommand = {
  word: 'may-i',
  values: operations[0]?.id ?? '',
  summary: 'Whether you may run an operation here',
  async answer({ policy }, { text, actor, place }) {
    const words = wordsOf(text);
    const operation = operationIn(words);
    if (!operation) return unknown(words);
    const { lines } = await policy.explainMayI(actor, operation, place);
    return { heading: `May I: ${operation.title}`, lines };
  },
};

/** Who may run an operation here. */
export const whoMayCommand: OwnCommand = {
  word: 'who-may',
  values: operations[0]?.id ?? '',
  summary: 'Who may run an operation here',
  answer({ policy }, { text, place }) {
    const words = wordsOf(text);
    const operation = operationIn(words);
    if (!operation) return unknown(words);
    const { lines } = policy.explainWhoMay(operation, place);
    return { heading: `Who may: ${operation.title}`, lines };
  },
};
