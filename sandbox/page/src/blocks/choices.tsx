import type { Checkboxes, Option, RadioButtons } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { type Placed, useValue } from './surface.tsx';
import { Text } from './text.tsx';
import { reportedOption } from './values.ts';

/** Checkboxes and radio buttons: native ones, so that keys and readers work by themselves. */
export function ChoicesView({ element, ...place }: Placed<Checkboxes | RadioButtons>): ReactNode {
  const { value, set } = useValue({ ...place, element });
  const name = useId();
  const many = element.type === 'checkboxes';
  const chosen = (many ? value.selected_options : [value.selected_option]) as ({ value?: string } | null)[] | undefined;
  const isChosen = (option: Option): boolean => chosen?.some((one) => one?.value === option.value) ?? false;

  const choose = (option: Option, on: boolean): void => {
    const { type } = element;
    const selected = element.options.filter((one) => (one === option ? on : isChosen(one)));
    set(
      many
        ? { type, selected_options: selected.map(reportedOption) }
        : { type, selected_option: reportedOption(option) },
    );
  };

  return (
    <div
      className="choices"
      {...{
        role: many ? 'group' : 'radiogroup',
        'aria-labelledby': place.labelledBy,
        'aria-describedby': place.describedBy,
      }}
    >
      {element.options.map((option, index) => (
        <label key={option.value ?? index} className="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={isChosen(option)}
            onChange={({ target }) => choose(option, target.checked)}
          />
          <span>
            <Text of={option.text} />
            {option.description && (
              <small>
                <Text of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
