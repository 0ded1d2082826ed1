import type { ModalView } from '@slack/types';
import { LIMITS } from './limits.ts';
import { section } from './parts.ts';
import { line, md, plain } from './text.ts';

/** Stands in while the vendor is asked, then is replaced; `externalId` is how it is found again. */
export const loadingView = (operation: string, externalId?: string): ModalView => ({
  type: 'modal',
  title: plain(operation, LIMITS.viewTitle),
  close: plain('Cancel', LIMITS.viewButton),
  blocks: [section(md`Looking up the record for ${line(operation, 200)} …`)],
  ...(externalId === undefined ? {} : { external_id: externalId }),
});
