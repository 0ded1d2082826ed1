import leven from 'leven';
import { z } from 'zod';
import type { Risk } from '../operations/operation.ts';
import { expand } from './patterns.ts';

const RISKS = ['read', 'write', 'destructive'] as const satisfies readonly Risk[];
const A_WEEK = 7 * 24 * 60;

/** Written as one value or as a list of them; never empty, since an empty condition reads like "nobody" and like "any". */
const oneOrMore = <S extends z.ZodType>(one: S) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]),
    z.array(one).min(1, 'is empty: leave the key out, or name at least one'),
  );

const id = (pattern: RegExp, what: string) =>
  z
    .string(`must be ${what}`)
    .regex(pattern, { error: ({ input }) => `"${input}" is not ${what}; names are not accepted, only ids` });

const users = oneOrMore(id(/^[UW][A-Z0-9]{7,20}$/, 'the id of a user (U… or W…)'));
const groups = oneOrMore(id(/^S[A-Z0-9]{7,20}$/, 'the id of a user group (S…)'));
const channel = id(/^[CGD][A-Z0-9]{7,20}$/, 'the id of a channel (C…, G… or D…)');

const wholeNumber = (most: number, what: string) => {
  const error = `must be a whole number of ${what} from 1 to ${most}`;
  return z.number(error).refine((given) => Number.isInteger(given) && given >= 1 && given <= most, error);
};
const minutes = wholeNumber(A_WEEK, 'minutes');

/** Looked at even when one of its values is wrong: all mistakes are told at once. */
const whenObject = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };

const approval = z
  .strictObject(
    {
      users: users.optional(),
      groups: groups.optional(),
      needed: wholeNumber(20, 'people').default(1),
      channel,
      expires_minutes: minutes.default(240),
      reminder_minutes: minutes.optional(),
    },
    'must hold who may agree and the channel where they are asked',
  )
  .superRefine(({ users, groups, needed, expires_minutes, reminder_minutes }, context) => {
    const mistake = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path });
    if (!users && !groups) mistake('says nobody: name users or groups who may agree');
    if (users && !groups && new Set(users).size < needed) mistake('is more than the users who may agree', 'needed');
    if (reminder_minutes && reminder_minutes >= expires_minutes) {
      mistake('must be less than expires_minutes', 'reminder_minutes');
    }
  }, whenObject);

/** What is wrong with a pattern; the nearest id where it is one with a slip. */
function unknownOperation(pattern: string, ids: readonly string[]): string {
  const [nearest] = ids.toSorted((a, b) => leven(pattern, a) - leven(pattern, b));
  const isNear = nearest !== undefined && !pattern.includes('*') && leven(pattern, nearest) <= 4;
  return `"${pattern}" matches no operation${isNear ? `; did you mean "${nearest}"?` : ''}`;
}

const ruleSchema = (ids: readonly string[]) =>
  z
    .strictObject(
      {
        label: z.string('must be words').trim().min(1, 'is empty').max(200, 'is longer than 200 characters').optional(),
        operations: oneOrMore(
          z.string('must be an operation or a pattern').refine((pattern) => expand(pattern, ids).length > 0, {
            error: ({ input }) => unknownOperation(String(input), ids),
          }),
        ).optional(),
        risk: oneOrMore(z.enum(RISKS, 'must be read, write or destructive')).optional(),
        users: users.optional(),
        groups: groups.optional(),
        channels: oneOrMore(channel).optional(),
        decision: z.enum(['allow', 'deny', 'approval'], {
          error: ({ input }) =>
            input === undefined ? 'is missing: allow, deny or approval' : 'must be allow, deny or approval',
        }),
        approval: approval.optional(),
      },
      'must hold "decision:", and what it is about',
    )
    .superRefine(({ decision, approval }, context) => {
      const mistake = (message: string) => context.addIssue({ code: 'custom', message, path: ['approval'] });
      if (decision === 'approval' && !approval)
        mistake('is missing: who may agree, and in which channel they are asked');
      if ((decision === 'allow' || decision === 'deny') && approval)
        mistake(`has no effect with "decision: ${decision}"`);
    }, whenObject);

/** The file as written. `ids` are the operations there are. */
export const policySchema = (ids: readonly string[]) =>
  z.strictObject(
    {
      default: z.enum(['deny', 'allow_members'], 'must be deny or allow_members').default('deny'),
      rules: z.array(ruleSchema(ids), 'must be a list of rules').min(1, 'must hold at least one rule'),
    },
    'must hold "rules:", a list',
  );

export type WrittenRule = z.output<ReturnType<typeof ruleSchema>>;
export type WrittenApproval = z.output<typeof approval>;

/** Every key there is, for "did you mean". */
export const KEYS: readonly string[] = [
  ...Object.keys(policySchema([]).shape),
  ...Object.keys(ruleSchema([]).shape),
  ...Object.keys(approval.shape),
];
