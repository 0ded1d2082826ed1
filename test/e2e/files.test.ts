import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const MB = 2 ** 20;
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Bytes that compress badly and differ from file to file. */
const contentOf = (size: number, seed: number): Buffer => {
  const content = Buffer.alloc(size);
  for (let i = 0; i + 4 <= size; i += 4) content.writeUInt32LE(Math.imul(i + seed, 2654435761) >>> 0, i);
  return content;
};

interface Upload {
  field: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}
/** The files of the last record PMP made. */
const filesOf = (stage: Stage) => (stage.vendor('pmp').books().at(-1) as { detail: { files?: Upload[] } }).detail.files;

describe('files in forms', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raise({ files: true, environment: { SLACK_FILE_MAX_MB: '4' } });
  });
  afterEach(() => {
    stage.slack.workspace.slackTrouble('none');
    stage.vendor('pmp').reset();
  });
  afterAll(() => stage.close());

  /** Picks a file in the form, as Slack's client does: it is uploaded at once. Answers its id. */
  async function picked(name: string, type: string, content: Buffer): Promise<string> {
    const answer = await stage.slack.workspace.upload('ada', { name, type, content });
    if (!answer.ok) throw new Error(answer.error);
    return answer.file.id;
  }

  const LEAD = { Name: 'Ada Roof', Source: '1', Status: '2' };

  /** Fills in the form of a new lead with these files. */
  async function submitLead(files: string[]) {
    await stage.type('/pmp lead add');
    await stage.opens('Add a lead');
    stage.mark();
    return stage.slack.workspace.submitView('ada', { ...LEAD, Files: files });
  }

  it('go from Slack to PMP byte for byte, and the card names them', async () => {
    const photo = contentOf(3 * MB, 1);
    const note = Buffer.from('Ring twice: “Zoë”');
    const files = [
      await picked('Roof "south" ø.jpg', 'image/jpeg', photo),
      await picked('note.txt', 'text/plain', note),
    ];
    expect(await submitLead(files)).toEqual({ ok: true });
    const card = await stage.sees('Lead Ada Roof added');
    expect(wordsIn(card.blocks)).toContain('Sent along: Roof "south" ø.jpg, note.txt. PMP does not confirm files.');
    expect(filesOf(stage)).toEqual([
      { field: 'file[]', name: 'Roof "south" ø.jpg', type: 'image/jpeg', bytes: 3 * MB, sha256: hashOf(photo) },
      { field: 'file[]', name: 'note.txt', type: 'text/plain', bytes: note.length, sha256: hashOf(note) },
    ]);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('go along with a project as well', async () => {
    const plan = contentOf(50_000, 2);
    await stage.type('/pmp project add');
    await stage.opens('Add a project');
    stage.mark();
    const project = { Name: 'Solar roof', 'Customer number': '3', Billing: 'Fixed Rate', Start: '2026-12-01' };
    const done = await stage.slack.workspace.submitView('ada', {
      ...project,
      Status: 'In Progress',
      Files: [await picked('plan.pdf', 'application/pdf', plan)],
    });
    expect(done).toEqual({ ok: true });
    await stage.sees('Project Solar roof added');
    expect(filesOf(stage)).toMatchObject([{ name: 'plan.pdf', type: 'application/pdf', sha256: hashOf(plan) }]);
  });

  it('leave no trace but their names: nothing on disk, nothing in the log, no address in the journal', async () => {
    const secret = Buffer.from('The safe opens with 17-4-36. '.repeat(40_000));
    await submitLead([await picked('safe.txt', 'text/plain', secret)]);
    await stage.sees('Lead Ada Roof added');
    expect(filesOf(stage)).toMatchObject([{ sha256: hashOf(secret) }]);
    const onDisk = await stage.kept();
    expect(onDisk).toContain('safe.txt');
    for (const kept of [onDisk, stage.logged()]) {
      expect(kept).not.toContain('17-4-36');
      expect(kept).not.toContain('files-pri');
      expect(kept).not.toContain(stage.slack.env.SLACK_BOT_TOKEN);
    }
  });

  it('that are too large stay in the form, with the reason under the field, and nothing is sent', async () => {
    const files = [
      await picked('one.bin', 'application/octet-stream', contentOf(3 * MB, 3)),
      await picked('two.bin', 'application/octet-stream', contentOf(1.5 * MB, 4)),
    ];
    expect(await submitLead(files)).toEqual({
      ok: true,
      errors: { file: 'These files are 4.5 MB together; at most 4 MB can be sent.' },
    });
    const [form] = stage.slack.workspace.views('ada');
    expect(JSON.stringify(form?.blocks)).toContain('Up to 10 files, at most 4 MB together.');
    // Mended in place: the same form, with one of them.
    expect(await stage.slack.workspace.submitView('ada', { ...LEAD, Files: files.slice(1) })).toEqual({ ok: true });
    await stage.sees('Lead Ada Roof added');
    expect(filesOf(stage)).toMatchObject([{ name: 'two.bin' }]);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('that Slack does not hand out call the request off; trying again sends them', async () => {
    const content = contentOf(MB, 5);
    const files = [await picked('roof.jpg', 'image/jpeg', content)];
    stage.slack.workspace.slackTrouble('failing', { methods: ['download'] });
    await submitLead(files);
    const shown = await stage.sees('Slack did not hand out "roof.jpg" as a whole, so the request was called off.');
    expect(stage.vendor('pmp').books()).toEqual([]);
    stage.slack.workspace.slackTrouble('none');
    await stage.press(shown, 'Try again');
    await stage.sees('Lead Ada Roof added');
    expect(filesOf(stage)).toMatchObject([{ name: 'roof.jpg', sha256: hashOf(content) }]);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('whose request PMP never answers end as unknown, and are not sent again', async () => {
    stage.vendor('pmp').setSwitch('drops_answer');
    await submitLead([await picked('roof.jpg', 'image/jpeg', contentOf(MB, 6))]);
    await stage.sees(/outcome.*unknown|nobody knows|unknown/i);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('cannot be named in a command: it says so and opens the form', async () => {
    await stage.type('/pmp lead add Ada Roof source=1 status=2 file=roof.jpg');
    const form = await stage.opens('Add a lead');
    expect(wordsIn(form.blocks)).toContain('Files can be added in the form only.');
    expect(JSON.stringify(form.blocks)).toContain('roof.jpg');
    await stage.slack.workspace.close({ as: stage.slack.workspace.person('ada')!.id, viewId: form.id });
    expect(stage.vendor('pmp').books()).toEqual([]);
  });

  it('are in the help as something for the form, and in no usage line', async () => {
    await stage.type('/pmp lead add help');
    const help = wordsIn((await stage.sees('Add a lead')).blocks);
    expect(help).toContain('Files: optional, files, in the form only.');
    expect(help).not.toContain('[file=');
  });
});

describe('a bot whose files are off', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raise();
  });
  afterAll(() => stage.close());

  it('asks for none, speaks of none, and adds leads without', async () => {
    await stage.type('/pmp lead add help');
    expect(wordsIn((await stage.sees('Add a lead')).blocks)).not.toMatch(/files/i);
    await stage.type('/pmp lead add');
    const form = await stage.opens('Add a lead');
    expect(JSON.stringify(form.blocks)).not.toContain('file_input');
    stage.mark();
    await stage.slack.workspace.submitView('ada', { Name: 'Ada Plain', Source: '1', Status: '2' });
    await stage.sees('Lead Ada Plain added');
    expect(filesOf(stage)).toBeUndefined();
  });
});
