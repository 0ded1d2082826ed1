import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import type { Board, Reached, Trail } from './board.ts';
import type { VendorFault } from './faults.ts';
import { type Arrived, type Gate, give, giveHalf, openGate, pass, plainAnswer } from './gate.ts';

const LATE_MS = 700;
/** An answer that took longer may have met the bot's own time limit on its way. */
const CERTAINLY_HEARD_MS = 1_200;
const PAGE = '<!DOCTYPE html><html><body>Something else</body></html>';
const tooMany = (seconds: number) => plainAnswer(429, '{"message":"Slow down"}', { 'retry-after': String(seconds) });

/** Answers for one fault. Resolves with whether the bot was given an answer that says what happened. */
type Harm = (parts: {
  work(): ReturnType<typeof pass>;
  response: ServerResponse;
  tooLateMs: number;
}) => Promise<boolean>;

const HARM: Record<VendorFault, Harm> = {
  'answers late': async ({ work, response }) => {
    const answer = await work();
    await wait(LATE_MS);
    return give(response, answer);
  },
  'answers too late': async ({ work, response, tooLateMs }) => {
    const answer = await work();
    await wait(tooLateMs);
    await give(response, answer);
    return false;
  },
  hangs: async ({ response, tooLateMs }) => {
    await wait(2 * tooLateMs);
    response.destroy();
    return false;
  },
  'drops the answer': async ({ work, response }) => {
    await work();
    response.destroy();
    return false;
  },
  'breaks off': async ({ response }) => {
    response.destroy();
    return false;
  },
  'cuts the answer': async ({ work, response }) => {
    giveHalf(response, await work());
    return false;
  },
  '429': ({ response }) => give(response, tooMany(1)),
  '429 for long': ({ response }) => give(response, tooMany(30)),
  '500': ({ response }) => give(response, plainAnswer(500, PAGE)).then(() => false),
  '500 after the work': async ({ work, response }) => {
    await work();
    await give(response, plainAnswer(500, PAGE));
    return false;
  },
  'answers nonsense': async ({ work, response }) => {
    await work();
    await give(response, plainAnswer(200, PAGE));
    return false;
  },
};

/** The intent's fault, if this is a request that it strikes. */
function faultFor(trail: Trail, isWrite: boolean): VendorFault | undefined {
  const { faults, kind } = trail.intent;
  if (!faults.vendor || trail.vendorFaultsLeft === 0 || (kind !== 'read' && !isWrite)) return undefined;
  if (trail.vendorSpared > 0) {
    trail.vendorSpared -= 1;
    return undefined;
  }
  trail.vendorFaultsLeft -= 1;
  return faults.vendor.kind;
}

const isWriting = ({ method, url }: Arrived): boolean => method !== 'GET' && !url.includes('authenticate');

/** Stands in front of a vendor and does to each intent what was drawn for it. */
export function openVendorGate(
  { url, id }: VendorSimulator,
  board: Board,
  { timeoutMs }: { timeoutMs: number },
): Promise<Gate> {
  const origin = new URL(url).origin;

  return openGate(async (arrived, response) => {
    const lead = id === 'pmp' ? /\/api\/leads\/(\d+)$/.exec(arrived.url)?.[1] : undefined;
    const trail = board.byText(`${arrived.url} ${arrived.body.toString()}`) ?? board.byLead(lead);
    const work = () => pass(origin, arrived);
    if (!trail) return void (await give(response, await work()));
    const isWrite = isWriting(arrived);
    const fault = faultFor(trail, isWrite);
    const path = arrived.url.replace(/\?.*/, '');
    const reached: Reached = { at: Date.now(), what: `${id} ${arrived.method} ${path}`, isWrite, isClear: false };
    if (fault) reached.fault = fault;
    trail.reached.push(reached);
    const isHeard = fault
      ? await HARM[fault]({ work, response, tooLateMs: timeoutMs + 500 })
      : await give(response, await work());
    reached.answeredAt = Date.now();
    reached.isClear = isHeard && reached.answeredAt - reached.at < CERTAINLY_HEARD_MS;
  });
}
