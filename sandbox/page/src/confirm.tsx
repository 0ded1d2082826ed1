import type { ConfirmationDialog } from '@slack/types';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { Text } from './blocks/text.tsx';
import { Dialog } from './dialog.tsx';

type Ask = (confirm: ConfirmationDialog) => Promise<boolean>;
const AskContext = createContext<Ask>(async () => true);

/** Asks the way a `confirm` object says; resolves to what the person answered. */
export const useAsk = (): Ask => use(AskContext);

export function ConfirmHost({ children }: { children: ReactNode }): ReactNode {
  const [question, setQuestion] = useState<{ confirm: ConfirmationDialog; answer(yes: boolean): void }>();
  const ask = useCallback<Ask>(
    (confirm) =>
      new Promise((resolve) => {
        const answer = (yes: boolean): void => {
          setQuestion(undefined);
          resolve(yes);
        };
        setQuestion({ confirm, answer });
      }),
    [],
  );

  return (
    <AskContext value={ask}>
      {children}
      {question && <ConfirmDialog {...question} />}
    </AskContext>
  );
}

function ConfirmDialog({ confirm, answer }: { confirm: ConfirmationDialog; answer(yes: boolean): void }): ReactNode {
  const title = confirm.title?.text ?? 'Are you sure?';
  return (
    <Dialog label={title} onEscape={() => answer(false)} className="confirm" testId="confirm">
      <h2>{title}</h2>
      <div className="confirm-text">
        <Text of={confirm.text} />
      </div>
      <footer>
        <button type="button" className="button" onClick={() => answer(false)}>
          {confirm.deny?.text ?? 'Cancel'}
        </button>
        <button type="button" className="button" data-style={confirm.style ?? 'primary'} onClick={() => answer(true)}>
          {confirm.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
