type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Names that the bot's process may inherit. Everything else stays outside: keys of real vendors, a real database, a
 * policy, proxies, and NODE_OPTIONS, which can preload anything. The tests compare these with the names the bot reads.
 */
export const INHERITED: readonly string[] = [
  // The operating system's own.
  ...['PATH', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'LANG', 'LC_ALL'],
  ...['SystemRoot', 'SYSTEMROOT', 'LD_LIBRARY_PATH'],
  // Settings of the bot that reach nothing outside the sandbox.
  ...['LOG_LEVEL', 'UNDO_MINUTES', 'VENDOR_TIMEOUT_SECONDS', 'VENDOR_CONCURRENCY', 'VENDOR_MAX_ANSWER_MB'],
];

/** The whole environment of the bot's process: what the sandbox sets, and the few inherited names it does not set. */
export function childEnvironment(outside: Environment, own: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => (outside[name] ? [[name, outside[name]]] : []));
  return { ...Object.fromEntries(inherited), ...own };
}
