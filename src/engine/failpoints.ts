/** Runs a step of the way; `point` names it, e.g. `journal.record` or `vendor.call`. Tests use it to fail exactly there. */
export type Failpoints = <T>(point: string, step: () => T) => T;

/** The same object, with each of its methods run through `failpoints` as `<name>.<method>`. */
export function withFailpoints<T extends object>(name: string, target: T, failpoints: Failpoints | undefined): T {
  if (!failpoints) return target;
  return new Proxy(target, {
    get(object, key) {
      const value = Reflect.get(object, key) as unknown;
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      return (...parameters: unknown[]) =>
        failpoints(`${name}.${key}`, () => value.apply(object, parameters) as unknown);
    },
  });
}
