import { AWKWARD_NAMES, address, company, domainOf, moment, person } from '../../people.ts';
import type { Random } from '../../random.ts';
import { blankLead } from '../leads.ts';
import type { Table } from '../store.ts';

/** A search for "acme" finds these and no other: enough for a list of several pages. */
const ACME_BRANCHES = [
  ...['Bathrooms', 'Heat Pumps', 'Solar', 'Kitchens', 'Roofing', 'Charging', 'Insulation', 'Glazing'],
  ...['Electrical', 'Joinery', 'Boilers', 'Batteries', 'Lofts', 'Lighting', 'Drains', 'Paving'],
  ...['Fencing', 'Doors', 'Alarms', 'Lifts', 'Ventilation', 'Plumbing', 'Holdings'],
].map((branch) => `Acme ${branch} Ltd`);

const SPECIAL_NAMES: readonly string[] = ACME_BRANCHES.flatMap((name, index) => {
  const awkward = AWKWARD_NAMES[index];
  return awkward ? [name, awkward] : [name];
});
/** Every fourth lead is a special one until they run out. */
const SPECIAL_EVERY = 4;

const WISHES = [
  'Asked for a quote.\nCall after five.',
  'Met at the fair in Mockham.',
  'Wants two charge points & a battery.',
  'Budget *tight*, deadline <b>tighter</b>.',
];

export function seedLeads(leads: Table, count: number, random: Random): void {
  for (let index = 0; index < count; index += 1) {
    const special = index % SPECIAL_EVERY === 0 ? SPECIAL_NAMES[index / SPECIAL_EVERY] : undefined;
    const firm = special ?? company(random);
    const contact = person(random, domainOf(firm));
    const home = address(random);
    const since = moment(random);
    const converted = !special && random.chance(0.1);
    leads.add({
      ...blankLead,
      hash: `sandbox-lead-hash-${index + 1}`,
      name: special && index % 3 === 0 ? special : `${contact.first} ${contact.last}`,
      title: random.pick(['Owner', 'Facilities manager', 'Buyer', '']),
      company: firm,
      email: contact.email,
      phonenumber: contact.phone,
      website: `https://${domainOf(firm)}`,
      address: home.street,
      city: home.town,
      state: '',
      zip: home.postcode,
      country: '235',
      description: random.pick(WISHES).replace(/\n/g, '<br />\n'),
      source: String(random.int(1, 4)),
      status: converted ? '1' : String(random.int(2, 5)),
      assigned: String(random.int(1, 4)),
      dateadded: since,
      lastcontact: since,
      date_converted: converted ? since : null,
    });
  }
}
