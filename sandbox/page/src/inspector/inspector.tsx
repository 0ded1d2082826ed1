import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import type { InspectorTab } from '../state.ts';
import { useStore } from '../store.tsx';
import { Tabs } from '../tabs.tsx';
import { BotPanel } from './bot-panel.tsx';
import { Records } from './records.tsx';
import { Requests } from './requests.tsx';
import { Vendors } from './vendors.tsx';
import { Webhooks } from './webhooks.tsx';

const PANELS: Record<InspectorTab, () => ReactNode> = {
  requests: Requests,
  records: Records,
  vendors: Vendors,
  webhooks: Webhooks,
  bot: BotPanel,
};
const TABS: Record<InspectorTab, string> = {
  requests: 'Requests',
  records: 'At the vendors',
  vendors: 'Switches',
  webhooks: 'Webhooks',
  bot: 'Bot',
};

/** Behind the scenes: what went over the wires, what others do, and the switches that make it go wrong. */
export function Inspector({ tab }: { tab: InspectorTab }): ReactNode {
  const { dispatch } = useStore();
  const Panel = PANELS[tab];
  return (
    <aside className="side-pane inspector" aria-label="Inspector" data-testid="inspector">
      <header className="pane-header">
        <h2>Inspector</h2>
        <span className="grow" />
        <button
          type="button"
          className="ghost"
          aria-label="Close the inspector"
          onClick={() => dispatch({ type: 'inspect', tab: undefined })}
        >
          <Icon name="close" />
        </button>
      </header>
      <Tabs label="Inspector" tabs={TABS} chosen={tab} choose={(next) => dispatch({ type: 'inspect', tab: next })} />
      <div className="pane-body" role="tabpanel" aria-label={tab}>
        <Panel />
      </div>
    </aside>
  );
}
