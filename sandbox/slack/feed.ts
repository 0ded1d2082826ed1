import type { SandboxEvent } from '../api.ts';

/** Told of every change; `isFor` says whether a person may see it. */
export type Listener = (event: SandboxEvent, isFor: (personId: string) => boolean) => void;

export class Feed {
  readonly #listeners = new Set<Listener>();

  /** Returns the function that ends it. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: SandboxEvent, isFor: (personId: string) => boolean = () => true): void {
    for (const listener of this.#listeners) listener(event, isFor);
  }
}
