import type { Random } from './random.ts';

/** Invented people and firms. Addresses end in example.com or .test, phone numbers are from ranges kept for fiction. */
export interface Person {
  first: string;
  last: string;
  email: string;
  phone: string;
}

const FIRST = [
  'Priya',
  'Tom',
  'Aoife',
  'Marek',
  'Zoë',
  'Lars',
  'Ngozi',
  'Hannah',
  'Idris',
  'Chloé',
  'Björn',
  'Mei',
  'Omar',
];
const LAST = [
  'Anand',
  'Whitlock',
  'Ní Bhriain',
  'Nowak',
  'Sørensen',
  'Okafor',
  "O'Neill",
  'Pugh',
  'Rahman',
  'Berg',
  'Li',
];
const KIND = ['Heating', 'Electrical', 'Solar', 'Roofing', 'Charging', 'Joinery', 'Glazing', 'Insulation', 'Plumbing'];
const PLACE = ['Northgate', 'Harbour', 'Fernhill', 'Kestrel', 'Copper', 'Millbrook', 'Larkfield', 'Beacon', 'Old Town'];
const LEGAL = ['Ltd', 'LLP', 'GmbH', 'A/S', 'Group', '& Co'];
const STREET = ['Canal Street', 'Orchard Road', 'Station Lane', 'Mill Lane', 'Quay Side', 'Elm Grove', 'Chapel Hill'];
const TOWN = ['Testford', 'Exampleton', 'Samplebury', 'Mockham', 'Placeholder-on-Sea', 'Fixture Green'];

/** Names that break careless escaping, cutting or mentioning. */
export const AWKWARD_NAMES: readonly string[] = [
  "O'Brien & Sons <Ltd>",
  'Zoë Sparks 🔌🚗⚡',
  'شركة الكهرباء الحديثة',
  'Reverse \u202Eexe.tnemyap',
  `Longwinded ${'and Sons '.repeat(28)}Ltd`,
  '@here Heating',
  '<!channel> Plumbing',
  '<@U0000000001> Roofing',
  '*Bold* _Italic_ ~Struck~ `Code` Ltd',
  '<b>Loud</b> <script>alert(1)</script> GmbH',
  '<https://phish.test|Click here> Ltd',
  'Back\\slash "Quoted" 100% &amp; Co',
];

/** A string that can stand left of the @ in an address. */
const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '');

/** Ofcom keeps 07700 900000 to 900999 for drama. */
export const phone = (random: Random): string => `07700900${String(random.int(0, 999)).padStart(3, '0')}`;
export const e164 = (random: Random): string => `+447700900${String(random.int(0, 999)).padStart(3, '0')}`;

export function person(random: Random, domain = 'example.com'): Person {
  const first = random.pick(FIRST);
  const last = random.pick(LAST);
  return { first, last, email: `${slug(`${first} ${last}`)}@${domain}`, phone: phone(random) };
}

export const company = (random: Random): string => `${random.pick(PLACE)} ${random.pick(KIND)} ${random.pick(LEGAL)}`;

export const domainOf = (name: string): string =>
  `${slug(name).replaceAll('.', '-').slice(0, 40) || 'firm'}.example.com`;

export const address = (random: Random) => ({
  street: `${random.int(1, 240)} ${random.pick(STREET)}`,
  town: random.pick(TOWN),
  postcode: `ZZ${random.int(1, 99)} ${random.int(1, 9)}ZZ`,
});

/** A day of 2026 as YYYY-MM-DD. */
export const day = (random: Random): string =>
  `2026-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;

/** A moment as `YYYY-MM-DD HH:MM:SS`. */
export const moment = (random: Random): string =>
  `${day(random)} ${String(random.int(7, 18)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00`;
