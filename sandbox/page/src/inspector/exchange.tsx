import { memo, type ReactNode, useState } from 'react';
import type { Exchange } from '../../../api.ts';
import { readerNow, timeOf } from '../dates.ts';
import { useStore } from '../store.tsx';
import { asText, readable, titleOf } from './describe.ts';

/** One request and its answer: a line that opens. */
export const ExchangeView = memo(function ExchangeView({
  exchange,
  from,
}: {
  exchange: Exchange;
  from: string;
}): ReactNode {
  const { sandbox } = useStore().state;
  const [open, setOpen] = useState(false);
  const { between, vendor, method, url, status, tookMs } = exchange;
  const name = sandbox?.vendors.find(({ id }) => id === vendor)?.name;
  const title = titleOf(exchange);
  const wrong = status === 0 || status >= 400;
  return (
    <li className="exchange" data-between={between} data-testid="exchange">
      <button type="button" className="exchange-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="exchange-side" title={name ? from.replace('vendors', name) : from} />
        <span className="exchange-title">
          {title}
          <small>
            {name ? from.replace('vendors', name) : from} · {timeOf(exchange.at, readerNow())}
          </small>
        </span>
        <span className="status" data-wrong={wrong || undefined}>
          {status === 0 ? 'no answer' : status}
        </span>
        <small className="took">{Math.round(tookMs)} ms</small>
      </button>
      {open && (
        <div className="exchange-detail">
          <Side
            title="Request"
            start={`${method} ${url}`}
            headers={exchange.requestHeaders}
            body={exchange.requestBody}
          />
          <Side
            title="Answer"
            start={status === 0 ? 'No answer came' : `Status ${status}`}
            headers={exchange.responseHeaders}
            body={exchange.responseBody}
          />
        </div>
      )}
    </li>
  );
});

interface SideProps {
  title: string;
  start: string;
  headers: Record<string, string>;
  body: string;
}

function Side({ title, start, headers, body }: SideProps): ReactNode {
  const [raw, setRaw] = useState(false);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(asText(start, headers, body));
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  const pretty = readable(headers, body);
  return (
    <section aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span className="grow" />
        {pretty !== body && (
          <button type="button" className="link" onClick={() => setRaw(!raw)}>
            {raw ? 'Decoded' : 'Raw'}
          </button>
        )}
        <button type="button" className="link" onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </button>
      </header>
      <code className="start">{start}</code>
      <details>
        <summary>Headers ({Object.keys(headers).length})</summary>
        <dl>
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <pre>{(raw ? body : pretty) || <i>empty</i>}</pre>
    </section>
  );
}
