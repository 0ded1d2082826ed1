import { Fragment, type ReactNode } from 'react';

/** Draws items that have no ids of their own and never change places: parts of a text, cells of a row. */
export const fixedList = <Item,>(items: readonly Item[], draw: (item: Item, index: number) => ReactNode): ReactNode =>
  // Where nothing moves, the place is the identity.
  items.map((item, index) => <Fragment key={index}>{draw(item, index)}</Fragment>);
