import { type ReactNode, useEffect, useState } from 'react';
import type { ClockMove } from '../../api.ts';
import { call } from './api.ts';
import { sandboxNow } from './clock.ts';
import { aheadWords } from './clock-words.ts';
import { dayOf, momentOf, readerNow, timeOf, weekdayOf } from './dates.ts';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu.tsx';
import { useStore } from './store.tsx';

const MOVES: readonly { move: ClockMove; words: string; about?: string }[] = [
  { move: 'minute', words: 'One minute on', about: 'The next look at a watch that looks every minute' },
  { move: 'hour', words: 'One hour on' },
  { move: 'day', words: 'One day on' },
  { move: 'morning', words: 'To 9:00 tomorrow', about: 'The end of quiet hours, and a usual time for a digest' },
  { move: 'back', words: 'Back to the real time' },
];
const SHOWN_AGAIN_MS = 5_000;

/** The time in the sandbox, and a menu that moves it for Slack, the vendors and the bot. */
export function ClockMenu(): ReactNode {
  const { state, dispatch } = useStore();
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((count) => count + 1), SHOWN_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const reader = readerNow();
  const now = sandboxNow();
  const ahead = aheadWords(state.sandbox?.clock.aheadMs ?? 0);
  const isOtherDay = dayOf(now, reader) !== dayOf(Date.now(), reader);
  const moveTo = async (move: ClockMove): Promise<void> => {
    const answer = await call('clock', { as: state.as, move });
    if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
  };
  return (
    <MenuButton
      label={`Clock: ${timeOf(now, reader)}${ahead && ` (${ahead})`}`}
      className="ghost clock-button"
      heading={momentOf(now, reader)}
      button={
        <>
          <Icon name="clock" />
          <span>
            {isOtherDay && `${weekdayOf(now, reader)} `}
            {timeOf(now, reader)}
          </span>
          {ahead && <i>{ahead}</i>}
        </>
      }
      items={MOVES.map(({ move, words, about }) => ({
        key: move,
        label: words,
        ...(about && { about }),
        pick: () => void moveTo(move),
      }))}
    />
  );
}
