import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types';
import type { ReactNode } from 'react';
import { dayOf } from '../dates.ts';
import { type Placed, useValue } from './surface.tsx';

const KINDS = {
  datepicker: { type: 'date', key: 'selected_date', name: 'Date' },
  timepicker: { type: 'time', key: 'selected_time', name: 'Time' },
  datetimepicker: { type: 'datetime-local', key: 'selected_date_time', name: 'Date and time' },
} as const;

/** The browser's own date and time inputs, in the reader's zone. */
export function DateView({ element, ...place }: Placed<Datepicker | Timepicker | DateTimepicker>): ReactNode {
  const { value, set } = useValue({ ...place, element });
  const { type, key, name } = KINDS[element.type];
  const held = value[key] as string | number | null | undefined;
  return (
    <input
      className="field date-field"
      type={type}
      value={typeof held === 'number' ? localMoment(held) : (held ?? '')}
      aria-labelledby={place.labelledBy}
      aria-label={place.labelledBy ? undefined : name}
      aria-describedby={place.describedBy}
      aria-invalid={place.invalid || undefined}
      onChange={({ target }) => {
        const picked = type === 'datetime-local' ? Math.floor(new Date(target.value).getTime() / 1000) : target.value;
        set({ type: element.type, [key]: target.value === '' ? null : picked });
      }}
    />
  );
}

/** Seconds since 1970 as `2026-12-24T18:30`, the way the input wants it. */
function localMoment(epoch: number): string {
  const at = epoch * 1000;
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${dayOf(at, { now: at })}T${pad(new Date(at).getHours())}:${pad(new Date(at).getMinutes())}`;
}
