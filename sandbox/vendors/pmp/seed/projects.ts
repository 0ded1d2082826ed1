import { day, moment } from '../../people.ts';
import type { Random } from '../../random.ts';
import { PROJECT_FEATURES } from '../lists.ts';
import { blankMilestone } from '../milestones.ts';
import { blankProject } from '../projects.ts';
import type { Store } from '../store.ts';

const COUNT = 80;
const WORK = ['Heat pump', 'Solar roof', 'Charge points', 'New kitchen', 'Office move', 'Website', 'Lighting upgrade'];
const STEPS = ['Survey', 'Design approved', 'Materials on site', 'Installation', 'Hand-over'];

export function seedProjects({ customers, projects, milestones }: Store, random: Random): void {
  for (let index = 0; index < COUNT; index += 1) {
    const { userid, company } = random.pick(customers.all()).row;
    const billing = String(random.int(1, 3));
    const start = day(random);
    const id = projects.add(
      {
        ...blankProject,
        name: `${random.pick(WORK)} for ${company}`,
        description: 'Agreed on the phone; see the <strong>quote</strong>.',
        status: String(random.int(1, 5)),
        clientid: userid ?? null,
        billing_type: billing,
        start_date: start,
        deadline: random.chance(0.6) ? `2027${start.slice(4)}` : null,
        project_created: start,
        progress: String(random.int(0, 100)),
        project_cost: billing === '1' ? `${random.int(5, 90) * 100}.00` : '0.00',
        project_rate_per_hour: billing === '2' ? `${random.int(40, 120)}.00` : '0.00',
      },
      { members: ['1', String(random.int(2, 4))], tags: ['seed'], settings: PROJECT_FEATURES },
    );
    const steps = STEPS.slice(0, random.int(1, STEPS.length));
    steps.forEach((name, order) => {
      milestones.add({
        ...blankMilestone,
        name,
        description: 'Agreed with the customer.<br />\nWeather permitting.',
        description_visible_to_customer: random.chance(0.5) ? '1' : '0',
        due_date: day(random),
        project_id: id,
        milestone_order: String(order + 1),
        datecreated: moment(random).slice(0, 10),
        total_tasks: '8',
        total_finished_tasks: String(random.int(0, 8)),
      });
    });
  }
}
