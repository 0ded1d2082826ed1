import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { RecordField, RecordKind } from '../../../api.ts';

interface Props {
  kind: RecordKind;
  values: Readonly<Record<string, string>>;
  /** What the button says. */
  submit: string;
  /** Gets what was entered, all fields of a record that exists, the filled ones of a new one. */
  save(values: Record<string, string>): void;
  remove?(): void;
  cancel(): void;
}

/** The few fields of a record that can be changed by hand. */
export function RecordForm({ kind, values, submit, save, remove, cancel }: Props): ReactNode {
  const [entered, setEntered] = useState(values);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save({ ...entered });
  };
  return (
    <form className="record-form" aria-label={`${submit} ${kind.one}`} onSubmit={onSubmit}>
      {kind.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={entered[field.name]}
          enter={(value) => setEntered({ ...entered, [field.name]: value })}
        />
      ))}
      <div className="panel-buttons">
        <button type="submit" className="button" data-style="primary">
          {submit}
        </button>
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
        {remove && (
          <button type="button" className="button" data-style="danger" onClick={remove}>
            Delete
          </button>
        )}
      </div>
    </form>
  );
}

interface FieldProps {
  field: RecordField;
  value: string | undefined;
  enter(value: string): void;
}

function Field({ field: { label, choices }, value, enter }: FieldProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {choices ? (
        <select id={id} className="field" value={value ?? ''} onChange={({ target }) => enter(target.value)}>
          {(value === undefined || !choices.some((one) => one.value === value)) && (
            <option value={value ?? ''}>As usual</option>
          )}
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} className="field" value={value ?? ''} onChange={({ target }) => enter(target.value)} />
      )}
    </>
  );
}
