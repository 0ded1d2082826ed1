import { describe, expect, it } from 'vitest';
import { homeView } from '../../blocks/home.ts';
import { pickedOperation, pickerView } from '../../blocks/picker.ts';
import { expiredListMessage, noticeMessage, workingMessage } from '../../blocks/status.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const operations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `pmp.thing.do-${index}`,
    title: `Do thing ${index}`,
    risk: 'read' as const,
  }));

describe('home', () => {
  const pmp = {
    id: 'pmp',
    name: 'PMP CRM',
    summary: 'Leads and tasks',
    on: true,
    operations: operations(7),
    examples: ['/pmp lead search acme'],
  };

  it('shows what to type, forms to open and which vendors are connected', () => {
    const view = homeView({
      person: 'U012AB3CD',
      version: '0.1.0',
      vendors: [
        {
          ...pmp,
          operations: [...operations(1), { id: 'pmp.lead.delete', title: 'Delete a lead', risk: 'destructive' }],
        },
        { ...pmp, id: 'telecomx', name: 'TelecomX', summary: 'Numbers', on: false },
      ],
    });
    expect(outline(view)).toMatchInlineSnapshot(`
      "# Bellhop: ring once, it is done once
      Hello <@U012AB3CD>. Type a command in any channel, or press a button here. Vendors set up: 1 of 2.
      ~ Add \`--private\` to a command to keep its answer to yourself. More with \`/ops help\`.
      ---
      *PMP CRM* · set up
      Leads and tasks
      \`/pmp lead search acme\`
      All 2 with \`/pmp help\`
      [Do thing 0 next:0] [Delete a lead (danger) next:1]
      ---
      *TelecomX* · not set up
      Numbers
      ~ Bellhop 0.1.0"
    `);
    expect(problemsOf(view)).toEqual([]);
  });

  it('stays within a view however many vendors there are', () => {
    const vendors = Array.from({ length: 60 }, (_, index) => ({ ...pmp, id: `v${index}` }));
    expect(problemsOf(homeView({ person: 'U012AB3CD', version: '0.1.0', vendors }))).toEqual([]);
  });
});

describe('the picker', () => {
  it('lists operations under their vendor, a large vendor in several groups', () => {
    const view = pickerView({
      vendors: [
        { name: 'PMP CRM', operations: operations(150) },
        { name: 'Empty', operations: [] },
      ],
      metadata: 'M1',
    });
    expect(JSON.stringify(view).match(/PMP CRM( \(2\))?|Empty/g)).toEqual(['PMP CRM', 'PMP CRM (2)']);
    expect(view).toMatchObject({ callback_id: 'picker', private_metadata: 'M1' });
    expect(problemsOf(view)).toEqual([]);
  });

  it('tells which operation was picked', () => {
    const option = { text: { type: 'plain_text', text: 'Do thing 1' }, value: 'pmp.thing.do-1' };
    expect(pickedOperation({ operation: { value: { type: 'static_select', selected_option: option } } })).toBe(
      'pmp.thing.do-1',
    );
    expect(pickedOperation({ operation: { value: { type: 'static_select', selected_option: null } } })).toBeUndefined();
    expect(pickedOperation({})).toBeUndefined();
  });

  it('says so when there is nothing to pick', () => {
    const view = pickerView({ vendors: [] });
    expect(view.submit).toBeUndefined();
    expect(problemsOf(view)).toEqual([]);
  });
});

describe('short messages', () => {
  it('say what is going on in a sentence', () => {
    expect(workingMessage('Add *a* note', 'U0ADA').text).toBe(
      'Working on it for <@U0ADA>: Add ∗a∗ note. The result follows here.',
    );
    for (const message of [
      workingMessage('Add a note', 'U0ADA'),
      expiredListMessage(),
      noticeMessage('This is <b>old</b>.'),
    ]) {
      expect(problemsOf(message)).toEqual([]);
    }
  });
});
