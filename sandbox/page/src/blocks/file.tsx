import type { FileInput } from '@slack/types';
import type { ReactNode } from 'react';
import { type Placed, useValue } from './surface.tsx';

/** A plain choice of files. The sandbox keeps their names, types and sizes; contents stay where they are. */
export function FileView({ element, ...place }: Placed<FileInput>): ReactNode {
  const { set } = useValue({ ...place, element });
  const { filetypes, max_files: most = 10 } = element;
  return (
    <input
      className="field file-field"
      type="file"
      multiple={most > 1}
      accept={filetypes?.map((type) => `.${type}`).join(',')}
      aria-labelledby={place.labelledBy}
      aria-describedby={place.describedBy}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])].slice(0, most).map(({ name, type, size }, index) => ({
          id: `F${Date.now().toString(36).toUpperCase()}${index}`,
          name,
          mimetype: type,
          size,
        }));
        set({ type: element.type, files });
      }}
    />
  );
}
