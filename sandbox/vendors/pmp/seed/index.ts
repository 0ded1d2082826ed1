import { type Random, seededRandom } from '../../random.ts';
import { emptyStore, type Store } from '../store.ts';
import { seedCustomers } from './customers.ts';
import { seedLeads } from './leads.ts';
import { seedProjects } from './projects.ts';
import { seedTickets } from './tickets.ts';

/** Each part draws from its own chance, so that more leads leave the rest as it was. */
const SEED = 20;

export function seedStore(leads: number): Store {
  const random = (step: number): Random => seededRandom(SEED + step);
  const tables = emptyStore();
  const invoiced = seedCustomers(tables, random(0));
  const store: Store = { ...tables, invoiced };
  seedLeads(store.leads, leads, random(1));
  seedProjects(store, random(2));
  seedTickets(store, random(3));
  return store;
}
