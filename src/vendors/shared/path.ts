declare const safe: unique symbol;
/** A relative URL path whose every value was encoded by `path`. */
export type SafePath = string & { readonly [safe]: true };

/**
 * Builds a vendor path; each value becomes exactly one encoded segment.
 * Throws on an empty value and on `.` or `..`: an empty id can turn an update into a create.
 */
export function path(strings: TemplateStringsArray, ...values: readonly (string | number)[]): SafePath {
  let built = strings[0] ?? '';
  values.forEach((value, index) => {
    const segment = String(value);
    if (segment.trim() === '' || segment === '.' || segment === '..') {
      throw new RangeError('A path segment must not be empty, "." or "..".');
    }
    built += encodeURIComponent(segment) + (strings[index + 1] ?? '');
  });
  return built as SafePath;
}
