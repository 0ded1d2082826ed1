import { AWKWARD_NAMES, address, company, domainOf, moment, person } from '../../people.ts';
import type { Random } from '../../random.ts';
import { blankCustomer } from '../customers.ts';
import type { Store } from '../store.ts';

const COUNT = 120;
/** By position: the firm that the examples speak of, and others that a search for it finds. */
const FIRMS: Readonly<Record<number, string>> = {
  2: 'Acme Ltd',
  31: 'Acme Heating Group',
  75: 'Acme Solar & Co',
};
const UNITED_KINGDOM = '235';

/** Fills customers and their contacts. Returns the ids of customers that have been invoiced. */
export function seedCustomers(
  { customers, contacts }: Pick<Store, 'customers' | 'contacts'>,
  random: Random,
): Set<string> {
  const invoiced = new Set<string>();
  for (let index = 0; index < COUNT; index += 1) {
    const awkward = index % 9 === 8 ? AWKWARD_NAMES[Math.floor(index / 9) % AWKWARD_NAMES.length] : undefined;
    // Drawn in any case, so that a name of its own leaves the rest of the seed as it was.
    const drawn = awkward ?? company(random);
    const name = FIRMS[index] ?? drawn;
    const site = address(random);
    const userid = customers.add(
      {
        ...blankCustomer,
        company: name,
        vat: `GB${random.int(100000000, 999999999)}`,
        phonenumber: person(random).phone,
        website: `https://${domainOf(name)}`,
        country: UNITED_KINGDOM,
        city: site.town,
        zip: site.postcode,
        address: site.street,
        billing_street: site.street,
        billing_city: site.town,
        billing_country: UNITED_KINGDOM,
        default_currency: '3',
        datecreated: moment(random),
        active: random.chance(0.92) || FIRMS[index] ? '1' : '0',
      },
      { groups: random.chance(0.5) ? [String(random.int(1, 4))] : [] },
    );
    if (random.chance(0.3)) invoiced.add(userid);
    for (let count = random.int(1, 2); count > 0; count -= 1) {
      const { first, last, email, phone } = person(random, domainOf(name));
      const id = contacts.all().length + 1;
      const password = `$2a$08$SANDBOXcontactPASSWORDhash${id}`;
      contacts.add({ userid, firstname: first, lastname: last, email, phonenumber: phone, password });
    }
  }
  return invoiced;
}
