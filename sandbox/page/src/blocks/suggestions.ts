import { useEffect, useRef, useState } from 'react';
import type { ChoiceGroup } from './picker.tsx';

/** Where the choices come from: a list at hand, or somebody to be asked once enough letters are typed. */
export type Source =
  | { groups: readonly ChoiceGroup[] }
  | { ask(query: string): Promise<ChoiceGroup[]>; atLeast: number };

export interface Suggestions {
  groups: readonly ChoiceGroup[];
  /** `waiting`: too few letters yet. `loading`: what is shown still belongs to an earlier query. */
  phase: 'ready' | 'loading' | 'waiting';
}

const PAUSE_MS = 200;

/** The choices whose words hold the query, groups kept. */
export function fitting(groups: readonly ChoiceGroup[], query: string): ChoiceGroup[] {
  const wanted = query.trim().toLowerCase();
  return groups
    .map(({ choices, ...group }) => ({
      ...group,
      choices: choices.filter(({ text, about = '' }) => `${text} ${about}`.toLowerCase().includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0);
}

/** The choices for what is typed (nothing: the list is closed). Only the answer to the last question counts. */
export function useSuggestions(source: Source, query: string | undefined): Suggestions {
  const latest = useRef(source);
  latest.current = source;
  const [answer, setAnswer] = useState<{ query: string; groups: ChoiceGroup[] }>();
  const asks = 'ask' in source && query !== undefined && query.length >= source.atLeast;

  useEffect(() => {
    if (!asks || query === undefined) return;
    let over = false;
    const timer = setTimeout(async () => {
      if (!('ask' in latest.current)) return;
      const groups = await latest.current.ask(query);
      if (!over) setAnswer({ query, groups });
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asks, query]);

  if ('groups' in source) return { groups: fitting(source.groups, query ?? ''), phase: 'ready' };
  if (!asks) return { groups: [], phase: 'waiting' };
  return { groups: answer?.groups ?? [], phase: answer?.query === query ? 'ready' : 'loading' };
}
