import { expect, it } from 'vitest';
import { type People, peopleOf } from '../../src/policy/people.ts';

const slack: People = {
  personOf: async ({ id }) => (id.startsWith('U') ? { kind: 'guest' } : undefined),
  membersOf: async () => ['U1'],
};
const terminal: People = { personOf: async () => ({ kind: 'member' }), membersOf: async () => ['local:ada'] };

it('a person is judged by the first door that knows their id', async () => {
  const { personOf } = peopleOf([slack, terminal]);
  expect(await personOf({ id: 'U1', team: '' })).toEqual({ kind: 'guest' });
  expect(await personOf({ id: 'local:ada', team: '' })).toEqual({ kind: 'member' });
});

it('a person is judged by no other door while the one that may know them cannot say', async () => {
  const personOf = () => Promise.reject(new Error('ratelimited'));
  const { personOf: ask } = peopleOf([{ ...slack, personOf }, terminal]);
  await expect(ask({ id: 'U1', team: '' })).rejects.toThrow('ratelimited');
});

it('a person whom no door knows is nobody', async () => {
  await expect(peopleOf([slack]).personOf({ id: 'local:ada', team: '' })).rejects.toThrow('No door knows this person');
});

it('a group has the members that any door names', async () => {
  expect(await peopleOf([slack, terminal]).membersOf('S1')).toEqual(['U1', 'local:ada']);
});
