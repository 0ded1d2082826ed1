import type { ModalView } from '@slack/types';
import { LIMITS } from './limits.ts';
import { section } from './parts.ts';
import { plain, words } from './text.ts';

/** One plain sentence in place of a form. */
export const noticeView = (title: string, sentence: string): ModalView => ({
  type: 'modal',
  title: plain(title, LIMITS.viewTitle),
  close: plain('Close', LIMITS.viewButton),
  blocks: [section(words(sentence, 1000))],
});
