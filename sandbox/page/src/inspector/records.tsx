import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { RecordKind, ShownRecord, VendorState } from '../../../api.ts';
import { call } from '../api.ts';
import { useStore } from '../store.tsx';
import { RecordForm } from './record-form.tsx';

const MANY = 12;

/** Every kind of records of every vendor that has any, as one choice. */
const kindsOf = (vendors: readonly VendorState[]) =>
  vendors.flatMap((vendor) => vendor.kinds.map((kind) => ({ key: `${vendor.id}/${kind.key}`, vendor, kind })));

/** What people at the vendors do while nobody here looks: change, add and delete records. */
export function Records(): ReactNode {
  const { vendors = [] } = useStore().state.sandbox ?? {};
  const all = kindsOf(vendors);
  const [key, setKey] = useState('pmp/leads');
  const chosen = all.find((one) => one.key === key) ?? all[0];
  return (
    <>
      <p className="lead">
        Be somebody at the vendor: change a record there, and see which channels hear of it when the bot looks next.
        Move the clock if you do not want to wait.
      </p>
      <select
        className="field"
        aria-label="Records"
        value={chosen?.key}
        onChange={({ target }) => setKey(target.value)}
      >
        {all.map(({ key: value, vendor, kind }) => (
          <option key={value} value={value}>
            {vendor.name}: {kind.many}
          </option>
        ))}
      </select>
      {chosen && <KindPanel key={chosen.key} vendor={chosen.vendor} kind={chosen.kind} />}
    </>
  );
}

/** The records of one kind; `vendor.writes` says when they have to be read again. */
function useRecords(vendor: VendorState, kind: RecordKind, find: string) {
  const [found, setFound] = useState<{ records: readonly ShownRecord[]; total: number }>();
  const { id, writes } = vendor;
  const newest = writes[0]?.at;
  const count = writes.length;
  const load = useCallback(async () => {
    const answer = await call('records', { vendor: id, kind: kind.key, find });
    if (answer.ok) setFound(answer);
  }, [id, kind.key, find]);
  // A new write means that the records changed.
  useEffect(() => void load(), [load, newest, count]);
  return { found, load };
}

function KindPanel({ vendor, kind }: { vendor: VendorState; kind: RecordKind }): ReactNode {
  const { dispatch } = useStore();
  const [find, setFind] = useState('');
  const [open, setOpen] = useState<string>();
  const [byWebhook, setByWebhook] = useState(false);
  const { found, load } = useRecords(vendor, kind, find);
  const at = { vendor: vendor.id, kind: kind.key };
  const hasChoices = kind.fields.some(({ choices }) => choices);

  const finish = async (answer: Promise<{ ok: true } | { ok: false; error: string }>): Promise<void> => {
    const done = await answer;
    dispatch({
      type: 'toast',
      words: done.ok ? 'Done at the vendor. The bot learns of it when it looks next.' : done.error,
    });
    setOpen(undefined);
    await load();
  };

  return (
    <section className="panel-card" aria-label={`${vendor.name}: ${kind.many}`} data-testid="records">
      <div className="panel-buttons">
        <button type="button" className="button" onClick={() => setOpen(open === 'new' ? undefined : 'new')}>
          Add a {kind.one}
        </button>
        {hasChoices && (
          <button
            type="button"
            className="button"
            onClick={() => finish(call('change_records', { ...at, count: MANY }))}
          >
            Change {MANY} {kind.many} at once
          </button>
        )}
      </div>
      {vendor.id === 'pmp' && (
        <label className="choice">
          <input type="checkbox" checked={byWebhook} onChange={({ target }) => setByWebhook(target.checked)} />
          <span>PMP also sends its webhook, as version 3 does</span>
        </label>
      )}
      {open === 'new' && (
        <RecordForm
          kind={kind}
          values={{}}
          submit="Add"
          save={(values) => finish(call('add_record', { ...at, values, byWebhook }))}
          cancel={() => setOpen(undefined)}
        />
      )}
      <input
        className="field"
        type="search"
        aria-label={`Find ${kind.many}`}
        placeholder={`Find ${kind.many} by name or number`}
        value={find}
        onChange={({ target }) => setFind(target.value)}
      />
      <ul className="records">
        {found?.records.map((record) => (
          <li key={record.id}>
            <button
              type="button"
              className="record-line"
              aria-expanded={open === record.id}
              onClick={() => setOpen(open === record.id ? undefined : record.id)}
            >
              <b>{record.title || '(no name)'}</b>
              <small>{lineOf(kind, record)}</small>
            </button>
            {open === record.id && (
              <RecordForm
                kind={kind}
                values={record.values}
                submit="Change"
                save={(values) => finish(call('change_record', { ...at, id: record.id, values, byWebhook }))}
                remove={() => finish(call('remove_record', { ...at, id: record.id, byWebhook }))}
                cancel={() => setOpen(undefined)}
              />
            )}
          </li>
        ))}
      </ul>
      {found && (
        <p>
          {found.total > found.records.length
            ? `The newest ${found.records.length} of ${found.total} ${kind.many}.`
            : `${found.total} ${found.total === 1 ? kind.one : kind.many}.`}
        </p>
      )}
    </section>
  );
}

/** Number and choices of a record: `300 · New · Maya Thornton`. */
const lineOf = (kind: RecordKind, { id, values }: ShownRecord): string =>
  [
    id,
    ...kind.fields.flatMap(({ name, choices }) => choices?.find(({ value }) => value === values[name])?.label ?? []),
  ].join(' · ');
