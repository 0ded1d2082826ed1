import type { ActionsBlockElement, InputBlockElement, SectionBlockAccessory } from '@slack/types';
import type { ReactNode } from 'react';
import { ButtonView, OverflowView } from './buttons.tsx';
import { ChoicesView } from './choices.tsx';
import { DateView } from './dates.tsx';
import { FileView } from './file.tsx';
import { ExternalSelectView, PeopleSelect, StaticSelectView } from './selects.tsx';
import type { Placed } from './surface.tsx';
import { TextInputView } from './text-inputs.tsx';

type AnyElement = ActionsBlockElement | InputBlockElement | Exclude<SectionBlockAccessory, { type: 'image' }>;

/** One interactive element, wherever it stands. */
export function ElementView({ element, ...place }: Placed<AnyElement>): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <ButtonView {...place} element={element} />;
    case 'overflow':
      return <OverflowView {...place} element={element} />;
    case 'static_select':
    case 'multi_static_select':
      return <StaticSelectView {...place} element={element} />;
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelectView {...place} element={element} />;
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <PeopleSelect {...place} element={element} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <ChoicesView {...place} element={element} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateView {...place} element={element} />;
    case 'file_input':
      return <FileView {...place} element={element} />;
    default:
      return <TextInputView {...place} element={element} />;
  }
}
