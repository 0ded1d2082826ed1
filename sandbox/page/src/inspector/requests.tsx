import { type ReactNode, useState } from 'react';
import type { Exchange } from '../../../api.ts';
import { useStore } from '../store.tsx';
import { ExchangeView } from './exchange.tsx';

type Side = Exchange['between'];

const SIDES: Record<Side, string> = {
  'slack-to-bot': 'Slack → bot',
  'bot-to-slack': 'Bot → Slack',
  'bot-to-vendor': 'Bot → vendors',
};

/** Newest first, with a chip per side and, for the vendors, one per vendor. */
export function Requests(): ReactNode {
  const { state, dispatch } = useStore();
  const [side, setSide] = useState<Side>();
  const [vendor, setVendor] = useState<string>();
  const shown = state.exchanges.filter(
    (exchange) =>
      (!side || exchange.between === side) && (side !== 'bot-to-vendor' || !vendor || exchange.vendor === vendor),
  );
  return (
    <>
      <fieldset className="filters">
        <legend className="unseen">Show</legend>
        <Chip on={side === undefined} press={() => setSide(undefined)}>
          All
        </Chip>
        {(Object.keys(SIDES) as Side[]).map((one) => (
          <Chip key={one} on={side === one} press={() => setSide(one)}>
            {SIDES[one]}
          </Chip>
        ))}
        <span className="grow" />
        <button type="button" className="link" onClick={() => dispatch({ type: 'exchanges', exchanges: [] })}>
          Clear
        </button>
      </fieldset>
      {side === 'bot-to-vendor' && (
        <fieldset className="filters">
          <legend className="unseen">Vendor</legend>
          <Chip on={vendor === undefined} press={() => setVendor(undefined)}>
            Every vendor
          </Chip>
          {state.sandbox?.vendors.map(({ id, name }) => (
            <Chip key={id} on={vendor === id} press={() => setVendor(id)}>
              {name}
            </Chip>
          ))}
        </fieldset>
      )}
      {shown.length === 0 && (
        <p className="empty">Nothing yet. Every request and its answer will appear here, as it was sent.</p>
      )}
      <ol className="exchanges">
        {shown.map((exchange) => (
          <ExchangeView key={exchange.id} exchange={exchange} from={SIDES[exchange.between]} />
        ))}
      </ol>
    </>
  );
}

function Chip({ on, press, children }: { on: boolean; press(): void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className="filter" aria-pressed={on} onClick={press}>
      {children}
    </button>
  );
}
