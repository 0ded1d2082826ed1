import { moment } from '../../people.ts';
import type { Random } from '../../random.ts';
import type { Store } from '../store.ts';
import { blankTicket } from '../tickets.ts';

const COUNT = 150;
const TROUBLES = [
  ['Charger shows a red light', 'Since this morning it blinks red & will not start.'],
  ['Invoice address is wrong', 'Please send it to the head office instead.'],
  ['Cannot log in to the portal', 'It says "unknown user". I tried <b>twice</b>.'],
  ['Leaking radiator', 'Bucket underneath, please hurry.\nKey is with the neighbour.'],
  ['Move the appointment', '@here can we do Friday instead?'],
  ['Photo of the meter', 'See https://photos.example.com/?id=1&size=big'],
] as const;

export function seedTickets({ contacts, customers, projects, tickets }: Store, random: Random): void {
  for (let index = 0; index < COUNT; index += 1) {
    const contact = random.pick(contacts.all()).row;
    const [subject, message] = random.pick(TROUBLES);
    const since = moment(random);
    const project = projects.all().find(({ row }) => row.clientid === contact.userid);
    tickets.add(
      {
        ...blankTicket,
        userid: contact.userid ?? '0',
        contactid: contact.id ?? '0',
        department: String(random.int(1, 3)),
        priority: String(random.int(1, 3)),
        status: String(random.int(1, 5)),
        service: String(random.int(1, 2)),
        ticketkey: `sandbox-ticket-key-${index + 1}`,
        subject: index % 10 === 9 ? `${subject} (${customers.get(contact.userid)?.row.company})` : subject,
        message,
        date: since,
        lastreply: random.chance(0.5) ? since : null,
        project_id: project?.row.id ?? '0',
        assigned: String(random.int(0, 4)),
      },
      { tags: [] },
    );
  }
}
