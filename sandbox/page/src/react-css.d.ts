import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties the style sheets read. */
    [name: `--${string}`]: string | number | undefined;
  }
}
