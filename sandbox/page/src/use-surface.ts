import type { KnownBlock } from '@slack/types';
import { useMemo, useRef, useState } from 'react';
import type { StateValues } from '../../api.ts';
import { call } from './api.ts';
import type { Surface } from './blocks/surface.tsx';
import { valuesOf } from './blocks/values.ts';
import { acted } from './signals.ts';
import { useStore } from './store.tsx';

/** Where blocks stand, as the calls name it. */
export type Where = { channel: string; ts: string } | { viewId: string } | Record<string, never>;

interface Given {
  /** What the inputs held before anybody typed here. */
  held?: StateValues;
  /** What is wrong, by block id. */
  errors?: Readonly<Record<string, string>>;
}
const NOTHING = {};

/** A surface for some blocks: keeps what is typed, and speaks to the bot as the person acting. */
export function useSurfaceOf(
  blocks: readonly KnownBlock[],
  where: Where,
  { held = NOTHING, errors = NOTHING }: Given = {},
): Surface {
  const { as } = useStore().state;
  const [typed, setTyped] = useState<StateValues>({});
  const values = useMemo(() => valuesOf(blocks, typed, held), [blocks, held, typed]);
  // A choice that is told at once must already be in the state that goes with it.
  const latest = useRef(values);
  latest.current = values;
  const place = useRef(where);
  place.current = where;

  return useMemo(
    () => ({
      values,
      errors,
      change(blockId, actionId, reported) {
        const changed = (all: StateValues): StateValues => ({
          ...all,
          [blockId]: { ...all[blockId], [actionId]: reported },
        });
        latest.current = changed(latest.current);
        setTyped(changed);
      },
      async act(blockId, actionId, element) {
        acted.send();
        const answer = await call('action', {
          as,
          ...place.current,
          blockId,
          actionId,
          element,
          state: latest.current,
        });
        return answer.ok ? undefined : answer.error;
      },
      async suggest(blockId, actionId, value) {
        const answer = await call('options', { as, ...place.current, blockId, actionId, value });
        return answer.ok ? (answer.options ?? answer.option_groups ?? []) : [];
      },
    }),
    [as, values, errors],
  );
}
