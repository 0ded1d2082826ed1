/** Words the parts of the page pass to each other without knowing one another. */
interface Signal<Detail> {
  send(detail: Detail): void;
  /** Calls back each time, until the returned function is called. */
  on(listener: (detail: Detail) => void): () => void;
}

function signal<Detail>(): Signal<Detail> {
  const listeners = new Set<(detail: Detail) => void>();
  return {
    send(detail) {
      for (const listener of listeners) listener(detail);
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A line for the composer: it is put there, with the cursor behind it. */
export const compose = signal<string>();

/** The person has sent something, and wants to see what comes of it. */
export const sent = signal<void>();

/** The person pressed, chose or submitted something, and an answer to it may come. */
export const acted = signal<void>();

/** Something above the end of the conversation was scrolled to, and must stay there. */
export const broughtIntoView = signal<void>();
