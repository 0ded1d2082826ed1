import type { Dictionary } from '../validate/check.ts';
import { type Call, type Method, SlackError } from './call.ts';

function endRun(call: Call, end: { outputs: Dictionary } | { error: string }): Dictionary {
  const id = call.required('function_execution_id');
  if (!call.world.steps.get(id)) throw new SlackError('function_execution_not_found');
  if (!call.world.steps.end(id, end)) throw new SlackError('execution_not_in_running_state');
  return {};
}

/** Socket Mode's way in, and the end of workflow steps. */
export const RUNTIME: Readonly<Record<string, Method>> = {
  'apps.connections.open': {
    tokens: ['app'],
    run(call) {
      const url = call.world.link.inviteSocket();
      if (!url) throw new SlackError('too_many_websockets');
      return { url };
    },
  },
  'functions.completeSuccess': {
    tokens: ['bot', 'workflow'],
    run: (call) => endRun(call, { outputs: (call.json('outputs', 'invalid_arguments') ?? {}) as Dictionary }),
  },
  'functions.completeError': {
    tokens: ['bot', 'workflow'],
    run: (call) => endRun(call, { error: call.required('error') }),
  },
};
