import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SwitchPosition } from '../api.ts';
import { type Answer, page, send, sendHalf } from './http.ts';
import type { VendorRules } from './rules.ts';

const RETRY_AFTER_SECONDS = 5;

export interface Turn {
  rules: VendorRules;
  response: ServerResponse;
  slowMs: number;
  /** Lets the vendor do its work, writes included. */
  work(): Promise<Answer>;
  /** Puts the exchange on record; status 0 says that no answer left. */
  record(answer: Answer): void;
}

const NO_ANSWER: Answer = { status: 0, headers: {}, body: '' };

/** Answers one request the way the switch says. */
export async function answerAs(position: SwitchPosition, turn: Turn): Promise<void> {
  const { rules, response, record } = turn;
  const reply = (answer: Answer) => {
    record(answer);
    send(response, answer);
  };
  switch (position) {
    case 'normal':
      return reply(await turn.work());
    case 'slow': {
      // The work is done at once and only the answer is late: whoever gives up early has written all the same.
      const answer = await turn.work();
      await delay(turn.slowMs, undefined, { ref: false });
      return response.destroyed ? record(NO_ANSWER) : reply(answer);
    }
    case 'hangs':
      response.once('close', () => record(NO_ANSWER));
      return;
    case 'rate_limited':
      return reply(rules.tooMany(RETRY_AFTER_SECONDS));
    case 'failing':
      return reply(
        page(500, '500 Internal Server Error', 'The server met an error and could not complete the request.'),
      );
    case 'lying':
      return reply(rules.lie());
    case 'html':
      return reply(page(200, 'Scheduled maintenance', 'We will be back shortly.'));
    case 'drops_answer':
      await turn.work();
      record(NO_ANSWER);
      response.destroy();
      return;
    case 'cuts_off': {
      const answer = await turn.work();
      record({ ...answer, body: sendHalf(response, answer) });
      return;
    }
    case 'down':
      record(NO_ANSWER);
      response.destroy();
  }
}
