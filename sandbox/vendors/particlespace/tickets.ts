import { AWKWARD_NAMES, address, company } from '../people.ts';
import { seededRandom } from '../random.ts';

export interface Ticket {
  id: string;
  title: string;
  description: string;
  status: string;
  automated: boolean;
}

/** The account's flows: a ticket can go nowhere else. */
export const FLOWS: readonly string[] = ['NEW', 'IN_PROGRESS', 'ON_HOLD', 'DONE'];

const COUNT = 80;
const TROUBLES = [
  ['Leaking faucet', 'Leak under the kitchen sink in 1A requires new part.'],
  ['Broken door closer', 'Front door slams & wakes the ground floor.'],
  ['Lift stuck', 'Stops between 2 and 3 since Monday; 50% of trips + every night.'],
  ['Heating cold', 'Radiators <lukewarm> at best.'],
  ['Bulb out', 'Stairwell B, third floor.'],
] as const;

/** `tic_1` to `tic_80`. */
export function seedTickets(): Map<string, Ticket> {
  const random = seededRandom(40);
  const tickets = Array.from({ length: COUNT }, (_, index): Ticket => {
    const [title, description] = random.pick(TROUBLES);
    const reporter = index % 8 === 7 ? AWKWARD_NAMES[Math.floor(index / 8)] : company(random);
    return {
      id: `tic_${index + 1}`,
      title,
      // Optional on create, so some tickets lack what an update then requires.
      description: random.chance(0.9) ? `${description} Reported by ${reporter}, ${address(random).street}.` : '',
      status: random.pick(FLOWS),
      automated: random.chance(0.3),
    };
  });
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}
