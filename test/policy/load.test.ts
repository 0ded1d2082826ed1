import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';

const load = (text: string) => loadPolicy(text, 'policy.yml');

/** The mistakes of a file, in order. */
function problemsOf(text: string): readonly string[] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
  return [];
}

const idsLike = (pattern: RegExp) => new Set(operations.map(({ id }) => id).filter((id) => pattern.test(id)));

describe('a policy file', () => {
  it('becomes rules', () => {
    expect(
      load(`
default: allow_members
rules:
  - label: Deleting is agreed upon
    operations: [pmp.*.delete, jumptech.**]
    risk: destructive
    users: U0ADA000001
    groups: [S0OPSLEADS1]
    channels: [C0OPERATION, G0PRIVATE01, D0MESSAGE01]
    decision: approval
    approval:
      users: [U0ADA000001, W0GRACE0001]
      groups: S0OPSLEADS1
      needed: 2
      channel: C0APPROVALS
      expires_minutes: 90
      reminder_minutes: 30
  - operations: pmp.lead.get
    decision: deny
`),
    ).toEqual({
      otherwise: 'allow_members',
      rules: [
        {
          label: 'Deleting is agreed upon',
          operations: idsLike(/^pmp\.\w+\.delete$|^jumptech\./),
          risks: ['destructive'],
          who: { users: ['U0ADA000001'], groups: ['S0OPSLEADS1'] },
          channels: ['C0OPERATION', 'G0PRIVATE01', 'D0MESSAGE01'],
          ruling: {
            decision: 'approval',
            approval: {
              users: ['U0ADA000001', 'W0GRACE0001'],
              groups: ['S0OPSLEADS1'],
              needed: 2,
              channel: 'C0APPROVALS',
              expiresMinutes: 90,
              reminderMinutes: 30,
            },
          },
        },
        { operations: new Set(['pmp.lead.get']), ruling: { decision: 'deny' } },
      ],
    });
  });

  it('refuses by default, and asks one person for four hours where it does not say more', () => {
    const { otherwise, rules } = load(
      'rules: [{ decision: approval, approval: { users: U0ADA000001, channel: C0APPROVALS } }]',
    );
    expect(otherwise).toBe('deny');
    expect(rules[0]?.ruling).toEqual({
      decision: 'approval',
      approval: { users: ['U0ADA000001'], groups: [], needed: 1, channel: 'C0APPROVALS', expiresMinutes: 240 },
    });
  });

  it('tells every mistake at once, each with its line', () => {
    const text = `default: nobody
ruels: 3
rules:
  - operations: pmp.lead.delte
    risk: [reed]
    user: ada
    decision: approve
  - users: [ada, U0ADA000001, 5]
    groups: []
    channels:
    decision: approval
  - nonsense
  - decision: approval
    approval:
      users: U0ADA000001
      needed: 2
      channel: "#ops"
      expires_minutes: 1.5
      reminder_minutes: 500
  - decision: allow
    operations: [pmp.**, foo.*, "pmp.le*", PMP.lead.get, "pmp.**.get"]
    approval:
      channel: C0APPROVALS
  - groups: C0OPERATION
    channels: S0OPSLEADS1
    label: 7
`;
    expect(problemsOf(text)).toMatchInlineSnapshot(`
      [
        "policy.yml:1: default: must be deny or allow_members",
        "policy.yml:2: unknown key "ruels"; did you mean "rules"?",
        "policy.yml:4: operations: "pmp.lead.delte" matches no operation; did you mean "pmp.lead.delete"?",
        "policy.yml:5: risk: must be read, write or destructive",
        "policy.yml:6: unknown key "user"; did you mean "users"?",
        "policy.yml:7: decision: must be allow, deny or approval",
        "policy.yml:8: approval: is missing: who may agree, and in which channel they are asked",
        "policy.yml:8: users: "ada" is not the id of a user (U… or W…); names are not accepted, only ids",
        "policy.yml:8: users: must be the id of a user (U… or W…)",
        "policy.yml:9: groups: is empty: leave the key out, or name at least one",
        "policy.yml:10: channels: must be the id of a channel (C…, G… or D…)",
        "policy.yml:12: this rule must hold "decision:", and what it is about",
        "policy.yml:16: approval.needed: is more than the users who may agree",
        "policy.yml:17: approval.channel: "#ops" is not the id of a channel (C…, G… or D…); names are not accepted, only ids",
        "policy.yml:18: approval.expires_minutes: must be a whole number of minutes from 1 to 10080",
        "policy.yml:19: approval.reminder_minutes: must be less than expires_minutes",
        "policy.yml:21: operations: "foo.*" matches no operation",
        "policy.yml:21: operations: "pmp.le*" matches no operation",
        "policy.yml:21: operations: "PMP.lead.get" matches no operation; did you mean "pmp.lead.get"?",
        "policy.yml:21: operations: "pmp.**.get" matches no operation",
        "policy.yml:22: approval: says nobody: name users or groups who may agree",
        "policy.yml:22: approval: has no effect with "decision: allow"",
        "policy.yml:24: groups: "C0OPERATION" is not the id of a user group (S…); names are not accepted, only ids",
        "policy.yml:24: decision: is missing: allow, deny or approval",
        "policy.yml:25: channels: "S0OPSLEADS1" is not the id of a channel (C…, G… or D…); names are not accepted, only ids",
        "policy.yml:26: label: must be words",
      ]
    `);
  });

  it.each([
    ['', 'policy.yml:1: the file must hold "rules:", a list'],
    ['allow everything', 'policy.yml:1: the file must hold "rules:", a list'],
    ['# nothing yet\n\ndefault: deny', 'policy.yml:3: rules: must be a list of rules'],
    ['default: deny\nrules: []', 'policy.yml:2: rules: must hold at least one rule'],
    ['rules:\n  - decision: allow\n    decision: deny', 'policy.yml:3: Map keys must be unique'],
    ['rules:\n  - decision: allow: deny', 'policy.yml:2: Nested mappings are not allowed in compact mappings'],
  ])('says of %j what is wrong', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('takes a list that was named once in several places', () => {
    const { rules } = load(`rules:
  - users: &leads [U0ADA000001, U0GRACE0001]
    decision: allow
  - decision: approval
    approval: { users: *leads, channel: C0APPROVALS }
`);
    expect(rules[1]?.ruling).toMatchObject({ approval: { users: ['U0ADA000001', 'U0GRACE0001'] } });
    expect(problemsOf('rules:\n  - users: *leads\n    decision: allow')).toEqual([
      'policy.yml:2: nothing above is called &leads',
    ]);
  });

  it('finds rules that can never decide', () => {
    const text = `rules:
  - risk: read
    decision: allow
  - operations: pmp.lead.search
    groups: S0OPSLEADS1
    decision: deny
  - operations: pmp.*.list
    risk: destructive
    decision: deny
`;
    expect(problemsOf(text)).toEqual([
      'policy.yml:4: this rule never decides: the one on line 2 comes first and covers all of it',
      'policy.yml:7: this rule fits nothing: none of its operations has that risk',
    ]);
  });

  it('lets a guest be named below a rule for everybody, since that rule does not reach guests', () => {
    const text = 'rules:\n  - decision: allow\n  - users: U0GUS000001\n    decision: allow\n';
    expect(problemsOf(text)).toEqual([]);
  });

  it('is understood, or every mistake has a line that exists, whatever is in it', () => {
    const word = fc.constantFrom(
      'rules',
      'decision',
      'allow',
      'users',
      'U0ADA000001',
      'pmp.**',
      'approval',
      '7',
      'ada',
    );
    const glue = fc.constantFrom(
      ': ',
      '\n',
      '\n  - ',
      '\n    ',
      '[',
      ']',
      ', ',
      '{',
      '}',
      '"',
      '#',
      '&a ',
      '*a',
      '|',
      '\t',
    );
    const text = fc.array(fc.tuple(glue, word), { maxLength: 20 }).map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (given) => {
        for (const problem of problemsOf(given)) {
          const line = Number(/^policy\.yml:(\d+): \S/.exec(problem)?.[1]);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(given.split('\n').length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the guide', () => {
  const docs = new URL('../../docs/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, docs), 'utf8');

  it('has an example file that loads, and speaks of every decision', () => {
    const { rules, otherwise } = loadPolicy(read('policy.example.yml'), 'policy.example.yml');
    expect(new Set(rules.map(({ ruling }) => ruling.decision))).toEqual(new Set(['allow', 'deny', 'approval']));
    expect(rules.every(({ label }) => label)).toBe(true);
    expect(otherwise).toBe('deny');
  });

  it('has examples on the page that load', () => {
    const examples = [...read('policy.md').matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(problemsOf(example)).toEqual([]);
  });
});
