import type { TextObject } from '@slack/types';
import type { ReactNode } from 'react';
import { withEmoji } from '../emoji.ts';
import { type Reading, readingOf } from '../mrkdwn.ts';
import { Mrkdwn } from '../mrkdwn-view.tsx';

const VERBATIM: Reading = readingOf(true);
const PARSED: Reading = readingOf(false);

/** A text object: Slack markup, or plain words in which only `:emoji:` mean something. */
export function Text({ of }: { of: TextObject }): ReactNode {
  if (of.type === 'mrkdwn') return <Mrkdwn text={of.text} reading={of.verbatim ? VERBATIM : PARSED} />;
  return of.emoji === false ? of.text : withEmoji(of.text);
}
