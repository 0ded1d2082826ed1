import { type ReactNode, useId, useState } from 'react';
import type { Answered, WebhookName } from '../../../api.ts';
import { call } from '../api.ts';
import { sandboxNow } from '../clock.ts';

interface Sender {
  name: WebhookName;
  title: string;
  about: string;
  example(): unknown;
}

const SENDERS: readonly Sender[] = [
  {
    name: 'deploys',
    title: 'A script of your own',
    about: 'Signed JSON, as any script sends it with curl and openssl. Watch it with /ops watch hook deploys.',
    example: () => ({
      title: 'checkout-api 4.12.0 is live',
      text: 'Deployed by Maya, 3 minutes after the merge.',
      facts: { Environment: 'production', Version: '4.12.0' },
      link: 'https://deploys.example.com/4120',
    }),
  },
  {
    name: 'pmp',
    title: 'PMP, version 3',
    about: 'What PMP 3 sends by itself when a lead is new. Watch it with /ops watch hook pmp.',
    example: () => ({
      event: 'lead.created',
      timestamp: Math.floor(sandboxNow() / 1000),
      data: { id: '300', name: 'Harbour Glazing LLP', status: '2', status_name: 'New', source_name: 'Website' },
    }),
  },
];

/** Systems outside that send webhooks to the bot. */
export const Webhooks = (): ReactNode => (
  <>
    <p className="lead">Be a system outside that tells the bot something by a webhook, well signed or not.</p>
    {SENDERS.map((sender) => (
      <SenderCard key={sender.name} sender={sender} />
    ))}
  </>
);

/** What the status of an answer means to the sender. */
const MEANINGS: Readonly<Record<number, string>> = {
  200: 'known already, and told once all the same',
  202: 'taken, and on disk',
  400: 'not readable',
  401: 'the signature is wrong',
  404: 'no such hook',
  413: 'too large',
  429: 'too many at once',
};

function SenderCard({ sender: { name, title, about, example } }: { sender: Sender }): ReactNode {
  const [body, setBody] = useState(() => JSON.stringify(example(), null, 2));
  const [spoil, setSpoil] = useState(false);
  const [sent, setSent] = useState(false);
  const [answer, setAnswer] = useState<Answered<'webhook'>>();
  const field = useId();
  const send = (again: boolean) => async (): Promise<void> => {
    setAnswer(await call('webhook', { hook: name, body, spoil, again }));
    setSent(true);
  };
  return (
    <section className="panel-card" aria-label={title} data-testid={`webhook-${name}`}>
      <header>
        <h3>{title}</h3>
        <code>POST /hooks/{name}</code>
      </header>
      <p>{about}</p>
      <label htmlFor={field}>Body</label>
      <textarea
        id={field}
        className="field webhook-body"
        rows={7}
        spellCheck={false}
        value={body}
        onChange={({ target }) => setBody(target.value)}
      />
      <label className="choice">
        <input type="checkbox" checked={spoil} onChange={({ target }) => setSpoil(target.checked)} />
        <span>Spoil the signature</span>
      </label>
      <div className="panel-buttons">
        <button type="button" className="button" data-style="primary" onClick={send(false)}>
          Send
        </button>
        <button type="button" className="button" disabled={!sent} onClick={send(true)}>
          Send the same again
        </button>
      </div>
      {answer && <AnswerLine answer={answer} />}
    </section>
  );
}

function AnswerLine({ answer }: { answer: Answered<'webhook'> }): ReactNode {
  if (!answer.ok) {
    return (
      <p className="input-error" role="alert">
        {answer.error}
      </p>
    );
  }
  return (
    <p role="status" className="webhook-answer">
      <span className="status" data-wrong={answer.status >= 400 || undefined}>
        {answer.status}
      </span>{' '}
      {MEANINGS[answer.status] ?? ''}
      {answer.answer && <code>{answer.answer}</code>}
    </p>
  );
}
