import { APP_ID } from '../identity.ts';
import { eventEnvelope } from '../payloads.ts';
import type { StepRun } from '../step-runs.ts';
import { type Dictionary, isObject } from '../validate/check.ts';
import type { World } from '../world.ts';
import { CannotDo } from './able.ts';

/** Manifest parameters (`{ properties, required }`) as the event lists them. */
function parameters(declared: unknown): Dictionary[] {
  if (!isObject(declared) || !isObject(declared.properties)) return [];
  const required = Array.isArray(declared.required) ? declared.required : [];
  return Object.entries(declared.properties).map(([name, parameter]) => ({
    name,
    description: '',
    ...(parameter as Dictionary),
    is_required: required.includes(name),
  }));
}

/** A workflow reaches one of the bot's custom steps. The run ends when the bot says so. */
export async function runStep(world: World, callbackId: string, inputs: Dictionary): Promise<StepRun> {
  const declared = world.manifest.functions[callbackId];
  if (!declared) throw new CannotDo(`The manifest has no function ${callbackId}.`);
  const run = world.steps.start(callbackId);
  const described = {
    id: `Fn0${callbackId}`,
    callback_id: callbackId,
    title: declared.title,
    description: declared.description,
    input_parameters: parameters(declared.input_parameters),
    output_parameters: parameters(declared.output_parameters),
    type: 'app',
    app_id: APP_ID,
    date_created: 1_790_000_000,
    date_updated: 1_790_000_000,
    date_deleted: 0,
    form_enabled: false,
  };
  await world.events.send(
    eventEnvelope(world, {
      type: 'function_executed',
      function: described,
      inputs,
      function_execution_id: run.id,
      workflow_execution_id: world.clock.id('Wx0'),
      bot_access_token: run.token,
    }),
  );
  return run;
}
