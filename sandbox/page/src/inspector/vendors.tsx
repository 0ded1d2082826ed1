import { type ReactNode, useId } from 'react';
import { SWITCH_POSITIONS, type SwitchPosition, type VendorState } from '../../../api.ts';
import { call } from '../api.ts';
import { momentOf, readerNow, timeOf } from '../dates.ts';
import { fixedList } from '../fixed-list.tsx';
import { useStore } from '../store.tsx';

const POSITIONS = Object.entries(SWITCH_POSITIONS) as [SwitchPosition, string][];

/** The simulated vendors: how each behaves, and what it has on its books. */
export function Vendors(): ReactNode {
  const { vendors = [] } = useStore().state.sandbox ?? {};
  const changed = vendors.filter(({ position }) => position !== 'normal');
  const reset = (): void => {
    for (const { id } of changed) void call('vendor_switch', { vendor: id, position: 'normal' });
  };
  return (
    <>
      <p className="lead">
        Five small servers play the vendors. Turn a switch, then try again, and see what the bot makes of it.
        {changed.length > 0 && (
          <button type="button" className="link" onClick={reset}>
            All back to normal
          </button>
        )}
      </p>
      {vendors.map((vendor) => (
        <VendorCard key={vendor.id} vendor={vendor} />
      ))}
    </>
  );
}

function VendorCard({ vendor: { id, name, url, position, writes } }: { vendor: VendorState }): ReactNode {
  const field = useId();
  return (
    <section className="panel-card" aria-label={name} data-testid={`vendor-${id}`}>
      <header>
        <span className="light" data-light={position === 'normal' ? 'on' : 'trouble'} />
        <h3>{name}</h3>
        <code>{url}</code>
      </header>
      <label htmlFor={field}>How it behaves</label>
      <select
        id={field}
        className="field"
        value={position}
        onChange={({ target }) => call('vendor_switch', { vendor: id, position: target.value as SwitchPosition })}
      >
        {POSITIONS.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <details>
        <summary>
          {writes.length === 0
            ? 'Nothing on its books yet'
            : `${writes.length} ${writes.length === 1 ? 'write' : 'writes'} on its books`}
        </summary>
        <ol className="books">
          {fixedList(writes, ({ at, what, detail }) => (
            <li>
              <p>
                <b>{what}</b>
                <time dateTime={new Date(at).toISOString()} title={momentOf(at, readerNow())}>
                  {timeOf(at, readerNow())}
                </time>
              </p>
              <pre>{JSON.stringify(detail, null, 2)}</pre>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
