/**
 * The part of undici that the bot uses, in the bundle only: its whole loads WebSockets, caches, mocks and proxies, which
 * is a quarter of everything that a start compiles.
 */
const Agent = require('undici/lib/dispatcher/agent.js');
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');

// As its own index does, so that every dispatcher has the method `request`.
Object.assign(Dispatcher.prototype, require('undici/lib/api/index.js'));

exports.Agent = Agent;

exports.request = (address, { dispatcher, method = 'GET', ...options }) => {
  const { origin, pathname, search } = new URL(address);
  return dispatcher.request({ ...options, method, origin, path: `${pathname}${search}` });
};

/** Loaded when it is first used: only Bolt's own client needs it. */
exports.fetch = (input, init) => require('undici/lib/web/fetch/index.js').fetch(input, init);
