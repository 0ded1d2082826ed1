import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Channel } from '../../api.ts';
import { CommandList } from './command-list.tsx';
import { Icon } from './icons.tsx';
import { sendLine } from './send.ts';
import { Shortcuts } from './shortcuts.tsx';
import { compose, sent } from './signals.ts';
import { commandOf, completions } from './slash.ts';
import { channelTitle } from './state.ts';
import { useStore } from './store.tsx';
import { useHistory } from './use-history.ts';

interface Props {
  channel: Channel;
  threadTs?: string;
}

/** Where one writes: Enter sends, Shift+Enter breaks the line, `/` completes commands, the up arrow brings the last one back. */
export function Composer({ channel, threadTs }: Props): ReactNode {
  const { as, sandbox } = useStore().state;
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const [active, setActive] = useState(0);
  const [hidden, setHidden] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const history = useHistory(as);
  const id = useId();

  const commands = threadTs === undefined ? (sandbox?.commands ?? []) : [];
  const offered = hidden ? [] : completions(commands, text);
  const current = commandOf(commands, text);
  const name = threadTs === undefined ? channelTitle(sandbox, channel) : 'thread';

  const write = useCallback((words: string): void => {
    setText(words);
    setActive(0);
    setHidden(false);
    setComplaint(undefined);
  }, []);

  useEffect(() => {
    if (threadTs !== undefined) return input.current?.focus();
    return compose.on((words) => {
      write(words);
      input.current?.focus();
    });
  }, [threadTs, write]);

  const send = async (): Promise<void> => {
    const line = text.trim();
    if (line === '') return;
    history.remember(line);
    write('');
    sent.send();
    const error = await sendLine({ as, channel: channel.id, text: line, ...(threadTs && { threadTs }) });
    if (!error) return;
    setComplaint(error);
    setText((now) => now || line);
  };

  const complete = (index: number): void => {
    const choice = offered[index];
    if (choice) write(`${choice.command} `);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.nativeEvent.isComposing) return;
    const exact = offered[active]?.command === text;
    if (offered.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      setActive((active + (key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
    } else if (offered.length > 0 && (key === 'Tab' || (key === 'Enter' && !exact))) complete(active);
    else if (offered.length > 0 && key === 'Escape') setHidden(true);
    else if (key === 'Enter' && !event.shiftKey) void send();
    else if (key === 'ArrowUp' && history.canGoBack(text)) write(history.back(text));
    else if (key === 'ArrowDown' && history.canGoForward(text)) write(history.forward());
    else return;
    event.preventDefault();
  };

  return (
    <div className="composer-area">
      {complaint && (
        <p className="complaint" role="alert">
          {complaint}
        </p>
      )}
      {offered.length > 0 && (
        <CommandList id={id} commands={offered} active={active} onPick={complete} onPoint={setActive} />
      )}
      {current && offered.length === 0 && (
        <p className="usage" id={`${id}-usage`}>
          <b>{current.command}</b> {current.usageHint ?? current.description}
        </p>
      )}
      <div className="composer">
        <div className="composer-text" data-text={text}>
          <textarea
            ref={input}
            data-composer={threadTs === undefined || undefined}
            rows={1}
            role="combobox"
            aria-label={`Message ${name}`}
            aria-autocomplete="list"
            aria-expanded={offered.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={offered.length > 0 ? `${id}-${active}` : undefined}
            aria-describedby={current ? `${id}-usage` : undefined}
            placeholder={threadTs === undefined ? `Message ${name}, or type / for commands` : 'Reply…'}
            value={text}
            onChange={({ target }) => write(target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className="composer-tools">
          {threadTs === undefined && (
            <>
              <Shortcuts />
              <button
                type="button"
                className="ghost"
                aria-label="Slash commands"
                title="Slash commands"
                onClick={() => {
                  write('/');
                  input.current?.focus();
                }}
              >
                <Icon name="slash" />
              </button>
            </>
          )}
          <span className="grow" />
          <span className="keys" aria-hidden="true">
            <kbd>Enter</kbd> to send · <kbd>Shift</kbd> <kbd>Enter</kbd> for a new line
          </span>
          <button type="button" className="send" aria-label="Send" disabled={text.trim() === ''} onClick={send}>
            <Icon name="send" />
          </button>
        </div>
      </div>
    </div>
  );
}
