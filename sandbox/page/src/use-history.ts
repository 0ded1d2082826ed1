import { useRef } from 'react';

interface History {
  remember(line: string): void;
  canGoBack(text: string): boolean;
  /** The line before; `text` is what stands there now. */
  back(text: string): string;
  canGoForward(text: string): boolean;
  forward(): string;
}

const linesBy = new Map<string, string[]>();

/** The lines one person has sent, walked through by the arrow keys; an unfinished text is never overwritten. */
export function useHistory(person: string): History {
  const at = useRef<number>(undefined);
  const lines = linesBy.get(person) ?? [];
  const isThere = (text: string): boolean => at.current !== undefined && lines[at.current] === text;
  return {
    remember(line) {
      linesBy.set(person, [...lines.filter((other) => other !== line), line].slice(-50));
      at.current = undefined;
    },
    canGoBack: (text) => lines.length > 0 && (text === '' || isThere(text)),
    back(text) {
      at.current = Math.max((isThere(text) ? at.current! : lines.length) - 1, 0);
      return lines[at.current] ?? '';
    },
    canGoForward: (text) => isThere(text),
    forward() {
      at.current = at.current! + 1 < lines.length ? at.current! + 1 : undefined;
      return at.current === undefined ? '' : lines[at.current]!;
    },
  };
}
