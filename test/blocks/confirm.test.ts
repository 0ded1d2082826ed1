import fc from 'fast-check';
import { expect, it } from 'vitest';
import { confirmMessage, confirmView } from '../../blocks/confirm.ts';
import type { Confirmation } from '../../src/operations/operation.ts';
import { anyFacts, anyText } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const confirmation: Confirmation = {
  headline: 'Delete lead 4711 for good?',
  facts: { Name: 'Ada <Lovelace>', Status: { was: 'Won', now: '' } },
  warning: 'The vendor cannot bring it back.',
  button: 'Delete lead',
};

it('asks with the verb on the red button, and says that nothing has happened yet', () => {
  const message = confirmMessage(confirmation, { reference: 'BH-7K2M', operation: 'Delete a lead' });
  expect(outline(message)).toMatchInlineSnapshot(`
    "TEXT Please confirm: Delete lead 4711 for good?
    Name: Ada &lt;Lovelace&gt;, Status: Won → (empty)

    # Delete lead 4711 for good?
    | *Name* = Ada &lt;Lovelace&gt;
    | *Status* = Won → (empty)
    *Before you go on:* The vendor cannot bring it back.
    [Delete lead (danger) confirm:0] [Cancel cancel:0]
    ~ Nothing has been sent yet · Delete a lead · \`BH-7K2M\`"
  `);
  expect(problemsOf(message)).toEqual([]);
});

it('asks on top of the form, with a way back to it', () => {
  const view = confirmView(confirmation, { metadata: 'BH-7K2M', operation: 'Delete a lead' });
  expect(outline(view)).toMatchInlineSnapshot(`
    "MODAL Delete a lead [Delete lead] [Back]
    # Delete lead 4711 for good?
    | *Name* = Ada &lt;Lovelace&gt;
    | *Status* = Won → (empty)
    *Before you go on:* The vendor cannot bring it back.
    ~ Nothing has been sent yet."
  `);
  expect(view).toMatchObject({ callback_id: 'confirm', private_metadata: 'BH-7K2M' });
  expect(problemsOf(view)).toEqual([]);
});

it('is something Slack takes, whatever is about to be destroyed', () => {
  const any = fc.record({ headline: anyText, facts: anyFacts, warning: anyText, button: anyText });
  fc.assert(
    fc.property(any, (question) => {
      expect(problemsOf(confirmMessage(question, { reference: 'BH-7K2M', operation: question.button }))).toEqual([]);
      expect(problemsOf(confirmView(question, { metadata: 'BH-7K2M', operation: question.button }))).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
