/** One thing Slack would refuse, with the place as a JSON pointer from the root of `blocks` or `view`. */
export interface Fault {
  message: string;
  pointer: string;
}

/** Looks at one value and adds what is wrong with it; a rule never throws. */
export type Rule = (value: unknown, at: string, faults: Fault[]) => void;

export type Dictionary = Record<string, unknown>;

export const isObject = (value: unknown): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Slack's wording, as it appears in `response_metadata.messages`. */
export const wordsOf = ({ message, pointer }: Fault): string => `${message} [json-pointer:${pointer}]`;

/** Text of at most `max` UTF-16 units. Slack trims before it counts, so blanks alone are empty. */
export const string =
  (max: number, { min = 1, pattern }: { min?: number; pattern?: RegExp } = {}): Rule =>
  (value, at, faults) => {
    if (typeof value !== 'string') faults.push({ message: 'must provide a string', pointer: at });
    else if (min > 0 && value.trim().length < min) {
      faults.push({ message: `must be more than ${min - 1} characters`, pointer: at });
    } else if (value.length > max) faults.push({ message: `must be less than ${max + 1} characters`, pointer: at });
    else if (pattern && !pattern.test(value)) faults.push({ message: 'must match pattern', pointer: at });
  };

/** A link Slack can follow. */
export const url =
  (max: number): Rule =>
  (value, at, faults) => {
    const before = faults.length;
    string(max)(value, at, faults);
    if (
      faults.length === before &&
      !(URL.canParse(value as string) && /^(https?|mailto|tel|slack):/i.test(String(value)))
    ) {
      faults.push({ message: 'must be a valid URL', pointer: at });
    }
  };

export const boolean: Rule = (value, at, faults) => {
  if (typeof value !== 'boolean') faults.push({ message: 'must provide a boolean', pointer: at });
};

export const integer =
  (min: number, max: number): Rule =>
  (value, at, faults) => {
    if (!Number.isInteger(value)) faults.push({ message: 'must provide an integer', pointer: at });
    else if ((value as number) < min) faults.push({ message: `must be greater than or equal to ${min}`, pointer: at });
    else if ((value as number) > max) faults.push({ message: `must be less than or equal to ${max}`, pointer: at });
  };

export const number: Rule = (value, at, faults) => {
  if (typeof value !== 'number') faults.push({ message: 'must provide a number', pointer: at });
};

export const oneOf =
  (...allowed: readonly unknown[]): Rule =>
  (value, at, faults) => {
    if (!allowed.includes(value)) faults.push({ message: 'must be a valid enum value', pointer: at });
  };

export const anything: Rule = () => {};

export const list =
  (item: Rule, max: number, min = 1): Rule =>
  (value, at, faults) => {
    if (!Array.isArray(value)) return void faults.push({ message: 'must provide an array', pointer: at });
    if (value.length < min) faults.push({ message: `must provide at least ${min} items`, pointer: at });
    if (value.length > max) faults.push({ message: `no more than ${max} items allowed`, pointer: at });
    value.forEach((one, index) => {
      item(one, `${at}/${index}`, faults);
    });
  };

export interface Shape {
  required?: Record<string, Rule>;
  optional?: Record<string, Rule>;
  /** What the fields must be together; only asked when each of them is well-formed. */
  together?: (value: Dictionary, at: string, faults: Fault[]) => void;
}

/** An object with exactly these properties; `type` is checked by whoever picked the shape. */
export const object =
  ({ required = {}, optional = {}, together }: Shape): Rule =>
  (value, at, faults) => {
    if (!isObject(value)) return void faults.push({ message: 'must provide an object', pointer: at });
    const before = faults.length;
    for (const [key, rule] of Object.entries(required)) {
      if (value[key] === undefined) faults.push({ message: `missing required field: ${key}`, pointer: at });
      else rule(value[key], `${at}/${key}`, faults);
    }
    for (const [key, one] of Object.entries(value)) {
      if (key === 'type' || key in required || one === undefined) continue;
      const rule = optional[key];
      if (rule) rule(one, `${at}/${escapePointer(key)}`, faults);
      else faults.push({ message: `invalid additional property: ${key}`, pointer: at });
    }
    if (faults.length === before) together?.(value, at, faults);
  };

/** Picks the rule by the object's `type`. */
export const byType =
  (kinds: Readonly<Record<string, Rule>>): Rule =>
  (value, at, faults) => {
    if (!isObject(value)) return void faults.push({ message: 'must provide an object', pointer: at });
    if (value.type === undefined) return void faults.push({ message: 'missing required field: type', pointer: at });
    const rule = typeof value.type === 'string' && Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    if (rule) rule(value, at, faults);
    else faults.push({ message: `unsupported type: ${String(value.type)}`, pointer: `${at}/type` });
  };

/** `together` helper: exactly one of the named properties must be there. */
export const exactlyOne =
  (...keys: string[]) =>
  (value: Dictionary, at: string, faults: Fault[]): void => {
    if (keys.filter((key) => value[key] !== undefined).length !== 1) {
      faults.push({ message: `must define either ${keys.map((key) => `\`${key}\``).join(' or ')}`, pointer: at });
    }
  };

/** The part of a kind table a place accepts. */
export const only = <K extends string>(kinds: Readonly<Record<string, Rule>>, ...names: K[]): Record<string, Rule> =>
  Object.fromEntries(names.map((name) => [name, kinds[name]!]));
