import { BUTTON, type ButtonName } from '../../blocks/actions.ts';
import type { ButtonAction } from '../button-action.ts';
import type { Context } from '../context.ts';
import { showBatch, turnBatch } from './batch.ts';
import { becomeOwner, listDeed, resume, turnWatchList } from './list-buttons.ts';
import { watchMenu } from './menu.ts';
import { showPreview, subjectChosen } from './redraw-watch.ts';
import { watchThis } from './watch-this.ts';

/** The buttons and menus of watches. All of them are acknowledged at once: they open a view, or can be pressed again. */
export const watchButtons: readonly (readonly [
  ButtonName,
  (context: Context, action: ButtonAction) => Promise<void>,
])[] = [
  [BUTTON.watchThis, watchThis],
  [BUTTON.watchMenu, watchMenu],
  [BUTTON.watchBatch, showBatch],
  [BUTTON.watchBatchPage, turnBatch],
  [BUTTON.watchList, turnWatchList],
  [BUTTON.watchDo, listDeed],
  [BUTTON.watchResume, resume],
  [BUTTON.watchOwn, becomeOwner],
  [BUTTON.watchSubject, subjectChosen],
  [BUTTON.watchPreview, showPreview],
];
