import type { ReactNode } from 'react';
import { call } from './api.ts';
import { compose } from './signals.ts';
import { useStore } from './store.tsx';

const LINE = '/ops watch pmp leads every=1m';

/** A newcomer's way to a first notification, each step a press. */
export function WatchTour(): ReactNode {
  const { state, dispatch } = useStore();
  const changeLead = (): void => dispatch({ type: 'inspect', tab: 'records' });
  const moveOn = async (): Promise<void> => {
    const answer = await call('clock', { as: state.as, move: 'minute' });
    if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
  };
  return (
    <section className="tour" aria-label="Watches">
      <h3>Let a channel hear of what changes</h3>
      <p>A watch posts here when a record at a vendor is new, changes or goes. See one at work:</p>
      <ol>
        <li>
          Set it up:{' '}
          <button type="button" className="tour-step" onClick={() => compose.send(LINE)}>
            <code>{LINE}</code>
          </button>{' '}
          (or search, and press <i>Watch this</i>)
        </li>
        <li>
          Be somebody at PMP:{' '}
          <button type="button" className="tour-step" onClick={changeLead}>
            change a lead
          </button>
        </li>
        <li>
          Do not wait:{' '}
          <button type="button" className="tour-step" onClick={moveOn}>
            move the clock one minute on
          </button>
        </li>
        <li>Change the lead again: its message shows the present state, and its thread what changed.</li>
      </ol>
    </section>
  );
}
