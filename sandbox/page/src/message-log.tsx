import type { ReactNode } from 'react';
import type { Message } from '../../api.ts';
import { dayHeading, dayOf, readerNow } from './dates.ts';
import { Icon } from './icons.tsx';
import { MessageView } from './message.tsx';
import { useFollowing } from './use-following.ts';

interface Props {
  label: string;
  messages: readonly Message[];
  /** What stands above the first message. */
  before?: ReactNode;
  inThread?: boolean;
}

const TOGETHER_MS = 5 * 60_000;

const at = ({ ts }: Message): number => Number(ts) * 1000;

/** Plain messages of one person in a row are drawn without repeating who it is. */
const continues = (message: Message, previous: Message | undefined): boolean =>
  previous?.user === message.user &&
  !message.blocks &&
  !message.ephemeralFor &&
  !previous.ephemeralFor &&
  at(message) - at(previous) < TOGETHER_MS;

/** A conversation that stays at its end while one reads there, and leaves the reader alone while one reads further up. */
export function MessageLog({ label, messages, before, inThread = false }: Props): ReactNode {
  const { box, content, onScroll, seesLast, toEnd } = useFollowing();
  const reader = readerNow();
  return (
    <div className="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long conversation must scroll by keys too. */}
      <div ref={box} className="log" role="log" aria-label={label} tabIndex={0} onScroll={onScroll}>
        <div ref={content} className="log-content">
          {before}
          {messages.map((message, index) => {
            const previous = messages[index - 1];
            const newDay = !previous || dayOf(at(previous), reader) !== dayOf(at(message), reader);
            return (
              <div key={message.ts} className="log-entry">
                {newDay && !inThread && (
                  <div className="day">
                    <span>{dayHeading(at(message), reader)}</span>
                  </div>
                )}
                <MessageView message={message} compact={!newDay && continues(message, previous)} inThread={inThread} />
              </div>
            );
          })}
        </div>
      </div>
      {!seesLast && (
        <button type="button" className="to-end" onClick={toEnd}>
          <Icon name="chevron" size={15} /> Newest messages
        </button>
      )}
    </div>
  );
}
