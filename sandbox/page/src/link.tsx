import type { ReactNode } from 'react';

/** A link that leaves the page in a tab of its own. */
export function Link({ url, children }: { url: string; children: ReactNode }): ReactNode {
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
