import leven from 'leven';
import { type Document, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { z } from 'zod';
import { KEYS } from './schema.ts';

/** What is wrong, and where in the text (characters from its start). */
export interface Mistake {
  offset: number;
  words: string;
}

/** Where a value stands in the text; of a missing one, where what should hold it stands. */
export function offsetOf({ contents }: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const at = pair ? pair.key : isSeq(node) ? node.items[Number(step)] : undefined;
    if (!isNode(at)) break;
    offset = at.range?.[0] ?? offset;
    node = pair ? pair.value : at;
  }
  return offset;
}

function didYouMean(key: string): string {
  const near = KEYS.find((one) => one !== key && leven(one, key) <= 2);
  return near ? `; did you mean "${near}"?` : '';
}

/** What zod found, as a person reads it. */
export function mistakesOf(document: Document.Parsed, issue: z.core.$ZodIssue): Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      offset: offsetOf(document, [...path, key]),
      words: `unknown key "${key}"${didYouMean(key)}`,
    }));
  }
  const isInRule = path[0] === 'rules' && path.length > 1;
  const keys = path.slice(isInRule ? 2 : 0).filter((step) => typeof step === 'string');
  const what = keys.length > 0 ? `${keys.join('.')}:` : isInRule ? 'this rule' : 'the file';
  return [{ offset: offsetOf(document, path), words: `${what} ${issue.message}` }];
}
