import type { ConfirmationDialog, Option, OptionGroup } from '@slack/types';
import { createContext, use, useState } from 'react';
import type { StateValues } from '../../../api.ts';
import { useAsk } from '../confirm.tsx';
import type { Reported } from './values.ts';

/** What blocks are drawn on: a message, a modal or App Home. Knows the values typed and how to reach the bot from here. */
export interface Surface {
  values: StateValues;
  change(blockId: string, actionId: string, reported: Reported): void;
  /** Tells the bot about a press or a choice; `element` is what Slack would report. Resolves to what went wrong, if anything. */
  act(blockId: string, actionId: string, element: Reported): Promise<string | undefined>;
  /** Asks the bot for the options of an external select. */
  suggest(blockId: string, actionId: string, query: string): Promise<(Option | OptionGroup)[]>;
  /** What is wrong, by block id. */
  errors: Readonly<Record<string, string>>;
}

const SurfaceContext = createContext<Surface | undefined>(undefined);
export const SurfaceProvider = SurfaceContext;

export function useSurface(): Surface {
  const surface = use(SurfaceContext);
  if (!surface) throw new Error('Blocks need a surface to stand on.');
  return surface;
}

/** Where an element stands and how it is named. */
export interface Placed<Element> {
  blockId: string;
  element: Element;
  /** In an `input` block an element only keeps its value, unless the block dispatches. */
  dispatches: boolean;
  /** Id of the visible label, where there is one. */
  labelledBy?: string;
  /** Id of the hint or error to be read with it. */
  describedBy?: string;
  invalid?: boolean;
}

interface Actionable {
  action_id?: string;
  confirm?: ConfirmationDialog;
}

/** A press or a choice on its way to the bot. */
export function useAct({ blockId, element }: Pick<Placed<Actionable>, 'blockId' | 'element'>): {
  busy: boolean;
  /** What went wrong the last time. */
  failure: string | undefined;
  act(reported: Reported): Promise<void>;
} {
  const surface = useSurface();
  const ask = useAsk();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const act = async (reported: Reported): Promise<void> => {
    if (element.confirm && !(await ask(element.confirm))) return;
    setBusy(true);
    setFailure(await surface.act(blockId, element.action_id ?? '', reported));
    setBusy(false);
  };
  return { busy, failure, act };
}

/** The value of one element; setting it tells the bot too where the element dispatches. */
export function useValue({ blockId, element, dispatches }: Placed<Actionable>): {
  value: Reported;
  /** Keeps the value; `tell: false` keeps it to the page (typing, before Enter). */
  set(reported: Reported, report?: boolean): void;
  report(reported: Reported): void;
} {
  const surface = useSurface();
  const actionId = element.action_id ?? '';
  const { act } = useAct({ blockId, element });
  const value = (surface.values[blockId]?.[actionId] ?? {}) as Reported;
  return {
    value,
    set(reported, report = true) {
      surface.change(blockId, actionId, reported);
      if (dispatches && report) void act(reported);
    },
    report: (reported) => void act(reported),
  };
}
