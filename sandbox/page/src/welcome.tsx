import { type ReactNode, useMemo } from 'react';
import type { Channel } from '../../api.ts';
import { Icon } from './icons.tsx';
import { compose } from './signals.ts';
import { examplesOf } from './slash.ts';
import { channelTitle } from './state.ts';
import { useStore } from './store.tsx';
import { WatchTour } from './watch-tour.tsx';

/** The beginning of every channel: what this is, and lines to try. A press puts the line into the composer. */
export function Welcome({ channel }: { channel: Channel }): ReactNode {
  const { sandbox } = useStore().state;
  const commands = sandbox?.commands;
  const title = channelTitle(sandbox, channel);
  const shown = useMemo(
    () =>
      (channel.archived ? [] : (commands ?? [])).map((command) => ({
        ...command,
        examples: examplesOf(command).slice(0, 3),
      })),
    [commands, channel.archived],
  );
  return (
    <section className="welcome" aria-label="Getting started">
      <div className="welcome-bell" aria-hidden="true">
        🛎️
      </div>
      <h2>{channel.kind === 'direct' ? `You and ${title}` : `Welcome to ${title}`}</h2>
      <p>
        {channel.archived
          ? 'This channel is archived.'
          : 'Ring once, it is done once. Pick a line to try it, or type one of your own.'}
      </p>
      <ul className="examples">
        {shown.map(({ command, description, examples }) => (
          <li key={command}>
            <b>{command}</b>
            <p>{description}</p>
            {examples.map(({ text, whole }) => (
              <button
                key={text}
                type="button"
                className="example"
                onClick={() => compose.send(whole ? text : `${text} `)}
              >
                {text}
                {!whole && <span aria-hidden="true"> …</span>}
              </button>
            ))}
            {examples.length === 0 && (
              <button type="button" className="example" onClick={() => compose.send(`${command} `)}>
                {command}
              </button>
            )}
          </li>
        ))}
      </ul>
      {channel.kind !== 'direct' && !channel.archived && <WatchTour />}
      <p className="welcome-more">
        <Icon name="bolt" size={15} /> The bolt under the composer opens the shortcuts. Messages have theirs in their
        menu.
      </p>
    </section>
  );
}
