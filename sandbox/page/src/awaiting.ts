import { acted, sent } from './signals.ts';

/** Longer than any answer takes; what comes later is not taken for one. */
const ANSWER_WITHIN_MS = 15_000;

let until = 0;
const begin = (): void => {
  until = performance.now() + ANSWER_WITHIN_MS;
};
acted.on(begin);
sent.on(begin);

/** Whether the person did something just now, so that what arrives is most likely the answer to it. */
export const isAwaiting = (): boolean => performance.now() < until;

/** The answer is there, or the person looks at something else. */
export const stopAwaiting = (): void => {
  until = 0;
};
