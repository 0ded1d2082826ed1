/** Who and where everything happens. One pair of person and channel stands for one command under way. */
export const TEAM = 'T0BENCH';
export const SIGNING_SECRET = 'bench-signing-secret';
export const BOT_TOKEN = 'xoxb-bench';

const PEOPLE = 100;
const CHANNELS = 100;

const padded = (number: number): string => String(number).padStart(4, '0');

export const userOf = (number: number): string => `U0BENCH${padded(number % PEOPLE)}`;
export const channelOf = (number: number): string => `C0BENCH${padded(Math.floor(number / PEOPLE) % CHANNELS)}`;

/** The pair that a posted message names, as typed into any encoding of its body. */
export function pairIn(body: string): string | undefined {
  const channel = /C0BENCH\d{4}/.exec(body)?.[0];
  const user = /U0BENCH\d{4}/.exec(body)?.[0];
  return channel && user ? channel + user : undefined;
}

export const pairOf = (number: number): string => channelOf(number) + userOf(number);
