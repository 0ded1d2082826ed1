import type { FileInput } from '@slack/types';
import { type ReactNode, useState } from 'react';
import type { SlackFile } from '../../../api.ts';
import { uploadFile } from '../api.ts';
import { useStore } from '../store.tsx';
import { type Placed, useValue } from './surface.tsx';

const sizeOf = ({ size }: SlackFile): string =>
  size < 100 * 1024 ? `${Math.ceil(size / 1024)} kB` : `${(size / 2 ** 20).toFixed(1)} MB`;

/** A plain choice of files. Each is uploaded as soon as it is chosen, as Slack does; choosing again replaces them. */
export function FileView({ element, ...place }: Placed<FileInput>): ReactNode {
  const { as } = useStore().state;
  const { value, set } = useValue({ ...place, element });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { type, filetypes, max_files: most = 10 } = element;
  const files = (value.files ?? []) as SlackFile[];

  const choose = async (chosen: readonly File[]): Promise<void> => {
    setFailure(chosen.length > most ? `Only the first ${most} are taken.` : undefined);
    setBusy(true);
    const answers = await Promise.all(chosen.slice(0, most).map((file) => uploadFile(as, file)));
    setBusy(false);
    for (const answer of answers) if (!answer.ok) setFailure(answer.error);
    set({ type, files: answers.flatMap((answer) => (answer.ok ? [answer.file] : [])) });
  };

  return (
    <div className="file-box" aria-busy={busy}>
      <input
        className="field file-field"
        type="file"
        disabled={busy}
        multiple={most > 1}
        accept={filetypes?.map((ending) => `.${ending}`).join(',')}
        aria-labelledby={place.labelledBy}
        aria-describedby={place.describedBy}
        aria-invalid={place.invalid || undefined}
        onChange={({ target }) => void choose([...(target.files ?? [])])}
      />
      {busy && <p className="file-note">Uploading…</p>}
      {failure && (
        <p className="input-error" role="alert">
          {failure}
        </p>
      )}
      {files.length > 0 && (
        <ul className="file-list" aria-label="Uploaded">
          {files.map((file) => (
            <li key={file.id}>
              {file.name} <span className="file-note">{sizeOf(file)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
