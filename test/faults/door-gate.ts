import { setTimeout as wait } from 'node:timers/promises';
import { buttonName } from '../../blocks/actions.ts';
import { sign } from '../../sandbox/slack/signing.ts';
import type { Delivered, Trail } from './board.ts';
import { type Answer, type Gate, give, openGate, pass, plainAnswer } from './gate.ts';

/** What a delivery is (`command`, `view_submission:form`, `block_actions:retry`, ...) and whose. */
function labelOf(fields: URLSearchParams): Pick<Delivered, 'what' | 'by'> {
  const payload = fields.get('payload');
  if (payload === null) return { what: 'command', by: fields.get('user_id') ?? '' };
  const { type, user, view, actions } = JSON.parse(payload) as {
    type: string;
    user?: { id: string };
    view?: { callback_id?: string };
    actions?: { action_id: string }[];
  };
  const [action] = actions ?? [];
  const name = action ? buttonName(action.action_id) : (view?.callback_id ?? '');
  return { what: `${type}:${name}`, by: user?.id ?? '' };
}

export interface DoorGateParts {
  signingSecret: string;
  slackUrl: string;
  /** Where response URLs shall lead instead. */
  slackGateUrl: string;
  trailOf(text: string): Promise<Trail | undefined>;
  ownsResponseUrl(path: string, trail: Trail): void;
  /** A living bot; undefined when there is none. */
  pickBot(): Promise<string | undefined>;
}

const WAYS_AGAIN = 3;
/** Deliveries that settle something; only these are repeated. */
const SEALING = /^(command|view_submission:|block_actions:(next|retry|confirm|approve|look_up|undo|again|cancel))/;

/** Stands where Slack believes the bot to be: picks a bot, delivers twice, late, or again. */
export async function openDoorGate(parts: DoorGateParts): Promise<Gate & { idle(): Promise<void> }> {
  const { signingSecret, slackUrl, slackGateUrl } = parts;
  const underWay = new Set<Promise<unknown>>();
  let stampShift = 0;

  /** One copy on its way. A signature works once, so each copy bears a second of its own. */
  async function deliver(body: string, contentType: string, note: Delivered): Promise<Answer | undefined> {
    stampShift = (stampShift + 1) % 240;
    const stamp = Math.floor(Date.now() / 1000) + stampShift - 120;
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': sign(signingSecret, stamp, body),
    };
    const bot = await parts.pickBot();
    const sent = { method: 'POST', url: '/slack/events', headers, body: Buffer.from(body) };
    const answer = bot === undefined ? undefined : await pass(bot, sent).catch(() => undefined);
    note.status = answer?.status ?? 0;
    note.body = answer?.body.toString() ?? '';
    return answer;
  }

  async function deliverFor(
    trail: Trail,
    label: Pick<Delivered, 'what' | 'by'>,
    body: string,
    contentType: string,
  ): Promise<Answer | undefined> {
    const { delivery } = trail.intent.faults;
    const once = (copy: boolean) => {
      const note: Delivered = { at: Date.now(), ...label, copy };
      trail.delivered.push(note);
      return deliver(body, contentType, note);
    };
    const later = (ms: number) => void track(wait(ms).then(() => once(true)));
    if (!SEALING.test(label.what)) return once(false);
    switch (delivery) {
      case 'twice at once':
        void track(once(true));
        return once(false);
      case 'twice in a row':
      case 'again much later': {
        const answer = await once(false);
        later(delivery === 'twice in a row' ? 150 : 2_500);
        return answer;
      }
      case 'late and out of order':
        await wait(700);
        return once(false);
      case 'again after a failure': {
        let answer = await once(false);
        for (let count = 0; count < WAYS_AGAIN && answer?.status !== 200; count++) {
          await wait(100);
          answer = await once(true);
        }
        return answer;
      }
      default:
        return once(false);
    }
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  const gate = await openGate(async (arrived, response) => {
    const fields = new URLSearchParams(arrived.body.toString());
    for (const [name, value] of [...fields]) fields.set(name, value.replaceAll(slackUrl, slackGateUrl));
    const all = [...fields.values()].join(' ');
    const trail = await parts.trailOf(all);
    const responseUrl = new RegExp(`${slackGateUrl}(/[\\w/]+)`).exec(all)?.[1];
    if (trail && responseUrl) parts.ownsResponseUrl(responseUrl, trail);
    const [label, body] = [labelOf(fields), fields.toString()];
    const contentType = arrived.headers['content-type'] ?? '';
    const work = trail
      ? deliverFor(trail, label, body, contentType)
      : deliver(body, contentType, { at: 0, ...label, copy: false });
    await give(response, (await track(work)) ?? plainAnswer(502, 'No bot'));
  });

  return {
    ...gate,
    /** Resolves when no delivery is on its way any more. */
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
