import { fileURLToPath } from 'node:url';

/**
 * Modules that packages load and the bot never uses. Bolt's own ways in, as the bot brings its receivers, and what only
 * those need (Express, OAuth, Socket Mode); HTTP/2 for vendors and Slack, which is not asked for.
 */
const LEFT_OUT = [
  { from: /[\\/]@slack[\\/]bolt[\\/]/, path: /^\.\/(receivers\/)?(AwsLambda|Express|HTTP|SocketMode)Receiver$/ },
  { from: /[\\/]@slack[\\/]bolt[\\/]/, path: /^\.\/(receivers\/)?(HTTPModule|SocketMode)Functions$/ },
  { from: /[\\/]@slack[\\/]bolt[\\/]/, path: /^@slack\/(oauth|socket-mode)$/ },
  { from: /[\\/]got[\\/]/, path: /^http2-wrapper$/ },
  { from: /[\\/]undici[\\/]/, path: /^\.\/client-h2\.js$/ },
];
/** Zod's messages in fifty languages; English it loads by itself. */
const ZOD_LOCALES = { from: /[\\/]zod[\\/]v4[\\/]/, path: /^\.\.\/locales\/index\.js$/ };

/** Whoever calls it, or makes one, hears what is missing. */
const stub = (path) => `
function leftOut() {
  throw new Error(${JSON.stringify(`"${path}" is left out of the bundle, see scripts/bundle/leave-out.mjs.`)});
}
module.exports = Object.assign(leftOut, { __esModule: true, default: leftOut, auto: leftOut });`;

/** Keeps them out of the bundle, and with them half of what a start would compile. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^(\.|@slack\/|http2-wrapper)/ }, ({ path, importer }) => {
      const fits = (one) => one.from.test(importer) && one.path.test(path);
      if (fits(ZOD_LOCALES)) return { path, namespace: 'empty', sideEffects: false };
      return LEFT_OUT.some(fits) ? { path, namespace: 'left-out' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: stub(path) }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export {};' }));
    build.onResolve({ filter: /^undici$/ }, () => ({ path: fileURLToPath(new URL('./undici.cjs', import.meta.url)) }));
  },
};
