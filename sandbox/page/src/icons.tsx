import type { ReactNode } from 'react';

/** Line drawings on a 20 by 20 grid, in the colour of the words around them. Always beside a name, so hidden from readers. */
const PATHS = {
  alert: 'M10 3.2 17.6 16.4H2.4ZM10 8.2v4M10 14.4v.1',
  back: 'M11.8 4.8 6.6 10l5.2 5.2',
  bolt: 'M11 2.6 4.6 11.4h4.6l-.6 6 6.6-9h-4.7Z',
  check: 'm4.4 10.6 3.6 3.6 7.6-8.2',
  chevron: 'm5.4 7.8 4.6 4.6 4.6-4.6',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.8 1.8',
  close: 'm5.2 5.2 9.6 9.6M14.8 5.2l-9.6 9.6',
  copy: 'M7.4 7.4h8.2v8.8H7.4ZM12.6 7.4V3.8H4.4v8.8h3',
  eye: 'M2.4 10S5 5 10 5s7.6 5 7.6 5-2.6 5-7.6 5-7.6-5-7.6-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  hash: 'M8 3.4 6.4 16.6M13.6 3.4 12 16.6M3.8 7.4h13M3.2 12.6h13',
  inspect: 'm6.6 6.2-3.8 3.8 3.8 3.8M13.4 6.2l3.8 3.8-3.8 3.8M11.4 4.4 8.6 15.6',
  lock: 'M5 9h10v7.4H5ZM7 9V6.6a3 3 0 0 1 6 0V9',
  menu: 'M3.4 5.6h13.2M3.4 10h13.2M3.4 14.4h13.2',
  more: 'M10 4.6v.1M10 10v.1M10 15.4v.1',
  person: 'M10 9.8a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 16.6c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6',
  reply: 'M3.6 4.2h12.8v9H9.2l-3.8 3.2v-3.2H3.6Z',
  reset: 'M4.6 8.2A6 6 0 1 1 4 10.6M4.4 3.8v4.6H9',
  send: 'M3.4 3.8 17 10 3.4 16.2l1.6-6.2ZM5 10h6',
  slash: 'M12.8 3.4 7.2 16.6',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg className="icon" data-icon={name} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
