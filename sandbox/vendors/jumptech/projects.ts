import { AWKWARD_NAMES, address, day, person } from '../people.ts';
import { seededRandom } from '../random.ts';

export interface Note {
  id: string;
  note: string;
}

export interface Project {
  projectId: string;
  tenant: string;
  status: string;
  data: Record<string, unknown>;
  notes: Note[];
  delegationLog: string[];
}

export const SAMPLE_PROJECT_ID = '7d733b90-a506-4d91-8c78-74c3b3be188f';
/** On the sample project, so that updating a note can be tried without looking one up: the vendor offers no read. */
export const SAMPLE_NOTE_ID = '5f0c8f6e-3c1b-4a7e-9d52-1b7e0c9a4f10';

/** Tenants already linked, by the name `delegate` takes. */
export const TENANTS: Readonly<Record<string, string>> = {
  demo: 'Demo Installations',
  'north-installs': 'North Installs',
  'harbour-electrical': 'Harbour Electrical',
  'kestrel-charging': 'Kestrel Charging',
};

/** Sub-tenants, by the id only Support gives out. */
export const SUB_TENANTS: Readonly<Record<string, string>> = {
  '935ebf1c-24e9-46ad-bba2-f50a19ab12d7': 'North Installs, Testford depot',
  '0b9a6c4e-7f1d-4a53-8e26-9c40d2f7b815': 'North Installs, Mockham depot',
};

const STATUSES = ['CREATED', 'IN REVIEW', 'QUOTE SENT', 'QUOTE APPROVED'];
const NOTES = ['Gate code changed, ring first.', 'Fuse board photographed.', 'Prefers afternoons.'];
const COUNT = 60;

export function seedProjects(): Map<string, Project> {
  const random = seededRandom(1);
  const projects = Array.from({ length: COUNT }, (_, index): Project => {
    const customer = person(random);
    const home = address(random);
    const notes = random.chance(0.4) ? [{ id: random.uuid(), note: random.pick(NOTES) }] : [];
    return {
      projectId: index === 0 ? SAMPLE_PROJECT_ID : random.uuid(),
      tenant: 'demo',
      status: random.pick(STATUSES),
      data: {
        firstName: index % 5 === 4 ? AWKWARD_NAMES[Math.floor(index / 5)] : customer.first,
        lastName: customer.last,
        email: customer.email,
        phoneNumber: customer.phone,
        address: { line1: home.street, town: home.town, postCode: home.postcode, country: 'United Kingdom' },
        projectType: 'Home charge point',
        poOrderNumber: `PO-${random.int(10000, 99999)}`,
        quoteSentDate: day(random),
      },
      notes: index === 0 ? [{ id: SAMPLE_NOTE_ID, note: 'Customer rang, wants a morning slot' }] : notes,
      delegationLog: [],
    };
  });
  return new Map(projects.map((project) => [project.projectId, project]));
}
