import { type ReactNode, useState } from 'react';
import type { SandboxCalls, SlackTrouble } from '../../../api.ts';
import { call } from '../api.ts';
import { botOf } from '../state.ts';
import { useStore } from '../store.tsx';
import { PeoplePanel } from './people-panel.tsx';

const TROUBLES: Record<SlackTrouble, string> = {
  none: 'Works as it should',
  rate_limited: 'Answers 429 with Retry-After',
  rate_limited_unstated: 'Answers 429 without Retry-After',
  rate_limited_in_body: 'Answers 200 with "ratelimited"',
  failing: 'Answers 500',
  html: 'Answers 200 with a web page',
  slow: 'Answers slowly',
};

/** The bot's own process, and how Slack's API treats it. */
export function BotPanel(): ReactNode {
  const { state } = useStore();
  const { bot, slackTrouble } = state.sandbox!;
  return (
    <>
      <section className="panel-card" aria-label="The bot" data-testid="bot-panel">
        <header>
          <span className="light" data-light={bot.running ? 'on' : 'off'} />
          <h3>{botOf(state.sandbox)?.name ?? 'The bot'}</h3>
          {bot.url && <code>{bot.url}</code>}
        </header>
        <p>
          {bot.running ? 'Running' : 'Stopped'}, over {bot.mode === 'http' ? 'HTTP' : 'Socket Mode'}. Kill it in the
          middle of something and start it again: what it had taken on is finished or accounted for, and nothing is done
          twice.
        </p>
        <Switches running={bot.running} />
      </section>
      <section className="panel-card" aria-label="Slack’s own API">
        <header>
          <span className="light" data-light={slackTrouble === 'none' ? 'on' : 'trouble'} />
          <h3>Slack’s own API</h3>
        </header>
        <Troubles current={slackTrouble} />
      </section>
      <PeoplePanel />
    </>
  );
}

function Switches({ running }: { running: boolean }): ReactNode {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const press = (what: SandboxCalls['bot']['do']) => async (): Promise<void> => {
    setBusy(true);
    const answer = await call('bot', { do: what });
    setBusy(false);
    setError(answer.ok ? undefined : answer.error);
  };
  return (
    <div className="panel-buttons">
      <button type="button" className="button" data-style="primary" disabled={busy || running} onClick={press('start')}>
        Start
      </button>
      <button
        type="button"
        className="button"
        disabled={busy || !running}
        onClick={press('stop')}
        title="SIGTERM: finishes what it has begun"
      >
        Stop
      </button>
      <button
        type="button"
        className="button"
        data-style="danger"
        disabled={busy || !running}
        onClick={press('kill')}
        title="SIGKILL: gone at once"
      >
        Kill
      </button>
      {error && (
        <p className="input-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function Troubles({ current }: { current: SlackTrouble }): ReactNode {
  const { dispatch } = useStore();
  const choose = async (trouble: SlackTrouble): Promise<void> => {
    const { ok } = await call('slack_trouble', { trouble });
    if (ok) dispatch({ type: 'trouble', trouble });
  };
  return (
    <div className="choices" role="radiogroup" aria-label="How Slack’s API behaves">
      {(Object.keys(TROUBLES) as SlackTrouble[]).map((trouble) => (
        <label key={trouble} className="choice">
          <input type="radio" name="slack-trouble" checked={trouble === current} onChange={() => choose(trouble)} />
          <span>{TROUBLES[trouble]}</span>
        </label>
      ))}
    </div>
  );
}
