import { describe, expect, it } from 'vitest';
import { startJumptech } from '../../../sandbox/vendors/index.ts';
import { SAMPLE_NOTE_ID, SAMPLE_PROJECT_ID, SUB_TENANTS } from '../../../sandbox/vendors/jumptech/index.ts';
import { ask, lastWrite, running } from './support.ts';

const simulator = running(() => startJumptech());

const update = (body: unknown, { id = SAMPLE_PROJECT_ID, key = simulator().env.JUMPTECH_API_KEY } = {}) =>
  ask(`${simulator().url}/projects/updateProject/${id}?apikey=${key}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('Jumptech, simulated', () => {
  it('answers with the envelope of the sheet, the id encoded twice', async () => {
    const { status, json } = await update({ phoneNumber: '0123456789' });
    expect(status).toBe(200);
    expect(json).toEqual({
      statusCode: 200,
      body: '"7d733b90-a506-4d91-8c78-74c3b3be188f"',
      headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' },
    });
  });

  it('changes only the fields sent', async () => {
    await update({ phoneNumber: '0123456789' });
    expect(lastWrite(simulator())).toMatchObject({
      what: `Changed phoneNumber of project ${SAMPLE_PROJECT_ID}`,
      detail: { after: { phoneNumber: '0123456789' } },
    });
  });

  it.each([
    ['no key', ''],
    ['a wrong key', 'guess'],
  ])('answers 403 Forbidden to %s', async (_, key) => {
    expect(await update({ phoneNumber: '1' }, { key })).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  });

  it('does not know any other path or verb', async () => {
    const { url, env } = simulator();
    const key = `?apikey=${env.JUMPTECH_API_KEY}`;
    const wrong = { status: 403, json: { message: 'Missing Authentication Token' } };
    expect(await ask(`${url}/projects/project/${SAMPLE_PROJECT_ID}${key}`)).toMatchObject(wrong);
    expect(await ask(`${url}/projects/updateProject/${SAMPLE_PROJECT_ID}${key}`)).toMatchObject(wrong);
    expect(await ask(`${url}/%ZZ${key}`, { method: 'POST' })).toMatchObject(wrong);
  });

  it.each([
    ['an unknown project', { phoneNumber: '1' }, '11111111-1111-4111-8111-111111111111', 404],
    ['an id that is no UUID', { phoneNumber: '1' }, 'seven', 400],
    ['an unknown field', { constructor: 'x' }, undefined, 400],
    ['a phone number that lost its leading zero', { phoneNumber: 123456789 }, undefined, 400],
    ['a field smuggled in beside a delegation', { phoneNumber: '1', delegate: 'demo' }, undefined, 400],
    ['notes beside a field', { notes: [{ note: 'x' }], email: 'a@example.com' }, undefined, 400],
    ['two notes at once', { notes: [{ note: 'x' }, { note: 'y' }] }, undefined, 400],
    ['an empty note', { notes: [{ note: ' ' }] }, undefined, 400],
    ['an unknown key in a note', { notes: [{ text: 'x', note: 'y' }] }, undefined, 400],
    ['an unknown note', { notes: [{ id: 'nope', note: 'x' }] }, undefined, 404],
    ['a tenant that is not linked', { delegate: 'strangers' }, undefined, 400],
    ['a sub-tenant that is not linked', { subTenantId: SAMPLE_PROJECT_ID }, undefined, 400],
    ['an empty object', {}, undefined, 400],
    ['a list', [], undefined, 400],
    ['broken JSON', '{"phoneNumber":', undefined, 400],
  ])('hides the refusal of %s inside HTTP 200', async (_, body, id, statusCode) => {
    const reply = await update(body, id ? { id } : {});
    expect(reply.status).toBe(200);
    expect(reply.json.statusCode).toBe(statusCode);
    expect(JSON.parse(reply.json.body)).toEqual({ message: expect.any(String) });
    expect(simulator().books()).toHaveLength(0);
  });

  it('reads JSON only', async () => {
    const { url, env } = simulator();
    const reply = await ask(`${url}/projects/updateProject/${SAMPLE_PROJECT_ID}?apikey=${env.JUMPTECH_API_KEY}`, {
      method: 'POST',
      body: new URLSearchParams({ phoneNumber: '1' }),
    });
    expect(reply).toMatchObject({ status: 200, json: { statusCode: 400 } });
  });

  it('adds a note each time it is asked to, so that a repeat shows', async () => {
    await update({ notes: [{ note: 'Customer rang' }] });
    await update({ notes: [{ note: 'Customer rang' }] });
    const [first, second] = simulator().books();
    expect([first?.what, second?.what]).toEqual(
      Array(2).fill(`Added a note to project ${SAMPLE_PROJECT_ID}: Customer rang`),
    );
    expect(second?.detail).toMatchObject({ notesNow: 3 });
  });

  it('replaces a note whose id is known', async () => {
    await update({ notes: [{ id: SAMPLE_NOTE_ID, note: 'Wants the afternoon' }] });
    expect(lastWrite(simulator()).detail).toMatchObject({
      before: 'Customer rang, wants a morning slot',
      note: 'Wants the afternoon',
    });
  });

  it('delegates again each time and tells the receiver again', async () => {
    await update({ delegate: 'north-installs' });
    await update({ delegate: 'north-installs' });
    expect(lastWrite(simulator())).toMatchObject({
      what: `Delegated project ${SAMPLE_PROJECT_ID} to tenant North Installs`,
      detail: { delegations: ['north-installs', 'north-installs'], outward: [{ channel: 'handover' }] },
    });
  });

  it('delegates to a sub-tenant by its id', async () => {
    const [subTenantId] = Object.keys(SUB_TENANTS);
    expect((await update({ subTenantId })).json.statusCode).toBe(200);
    expect(lastWrite(simulator()).detail).toMatchObject({ to: '935ebf1c-24e9-46ad-bba2-f50a19ab12d7' });
  });

  it('limits in the words of its gateway', async () => {
    simulator().setSwitch('rate_limited');
    expect((await update({ phoneNumber: '1' })).json).toEqual({ message: 'Too Many Requests' });
  });
});
