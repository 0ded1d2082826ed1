/** Everything wrong with a policy file at once, a line each: `policy.yml:12: what is wrong`. */
export class PolicyError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The policy has mistakes:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
    this.name = 'PolicyError';
    this.problems = problems;
  }
}
