import { describe, expect, it } from 'vitest';
import { pmpCalls } from './calls.ts';

const { simulator, call, get, remove } = pmpCalls();

/** The ids of customers whose delete is refused, and of those whose delete works. */
async function tryAll(): Promise<{ refused: string[]; gone: string[] }> {
  const [refused, gone]: [string[], string[]] = [[], []];
  for (let id = 1; id <= 12; id += 1) ((await remove(`customers/${id}`)).status === 200 ? gone : refused).push(`${id}`);
  return { refused, gone };
}

describe('PMP, deleting', () => {
  it('refuses customers with invoices, and takes contacts and tickets along with the others', async () => {
    const ticketsOf = async (ids: string[]) => {
      const tickets: { userid: string }[] = (await get('tickets')).json;
      return tickets.filter(({ userid }) => ids.includes(userid)).length;
    };
    const before = await ticketsOf(Array.from({ length: 12 }, (_, index) => `${index + 1}`));
    const { refused, gone } = await tryAll();
    expect([refused.length > 0, gone.length > 0]).toEqual([true, true]);
    expect(await remove(`customers/${refused[0]}`)).toMatchObject({
      status: 404,
      json: { status: false, message: 'Customer Delete Fail.' },
    });
    expect(await ticketsOf(gone)).toBe(0);
    expect(await ticketsOf(refused)).toBeLessThan(before);
    expect(simulator().books()).toHaveLength(gone.length);
    expect(simulator().books()[0]?.what).toMatch(/^Deleted customer \d+, .+, with \d+ contacts and \d+ tickets$/s);
  });

  it('takes the milestones of a project along', async () => {
    const ids = async () => (await get('milestones')).json.map((row: { project_id: string }) => row.project_id);
    expect(await ids()).toContain('1');
    expect((await remove('projects/1')).json.message).toBe('Project Delete Successful.');
    expect(await ids()).not.toContain('1');
  });

  it.each([
    ['leads', 'Lead'],
    ['milestones', 'Milestone'],
    ['projects', 'Project'],
    ['tickets', 'Ticket'],
  ])('fails when %s are deleted twice', async (name, word) => {
    expect(await remove(`${name}/7`)).toMatchObject({ status: 200, json: { message: `${word} Delete Successful.` } });
    expect(await remove(`${name}/7`)).toMatchObject({ status: 404, json: { message: `${word} Delete Fail.` } });
    expect((await get(`${name}/7`)).json.message).toBe('No data were found');
    expect(simulator().books()).toHaveLength(1);
  });

  it('also deletes at the address of the item itself', async () => {
    expect((await call('DELETE', 'leads/8')).status).toBe(200);
  });

  it('does not use an id again', async () => {
    await remove('leads/300');
    const form = new URLSearchParams({ source: '1', status: '2', name: 'Ada' });
    await call('POST', 'leads', form);
    expect((await get('leads/301')).json.name).toBe('Ada');
  });
});
