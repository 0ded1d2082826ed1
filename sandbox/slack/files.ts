import type { SlackFile } from '../api.ts';
import type { Clock } from './clock.ts';
import { TEAM } from './identity.ts';
import type { PersonRecord } from './people.ts';

export interface FileRecord {
  id: string;
  /** Seconds since 1970. */
  created: number;
  owner: string;
  name: string;
  mimetype: string;
  content: Buffer;
}

/** What people uploaded, kept in memory for as long as the sandbox runs. */
export class FileBook {
  readonly #clock: Clock;
  readonly #origin: () => string;
  readonly #known = new Map<string, FileRecord>();

  constructor(clock: Clock, origin: () => string) {
    this.#clock = clock;
    this.#origin = origin;
  }

  add(owner: PersonRecord, file: Pick<FileRecord, 'name' | 'mimetype' | 'content'>): FileRecord {
    const record = { ...file, id: this.#clock.id('F0'), created: this.#clock.seconds(), owner: owner.id };
    this.#known.set(record.id, record);
    return record;
  }

  get(id: string): FileRecord | undefined {
    return this.#known.get(id);
  }

  /** The file that lies under a path of Slack's file server. */
  at(path: string): FileRecord | undefined {
    const id = /^\/files-pri\/[^/]+-(F\w+)\//.exec(path)?.[1];
    return id === undefined ? undefined : this.#known.get(id);
  }

  /** As `files.info` answers and views report it. */
  object({ id, created, owner, name, mimetype, content }: FileRecord): SlackFile {
    const [, ending = ''] = /\.(\w+)$/.exec(name) ?? [];
    const address = `${this.#origin()}/files-pri/${TEAM.id}-${id}`;
    const leaf = encodeURIComponent(name.toLowerCase());
    return {
      id,
      created,
      timestamp: created,
      name,
      title: name,
      mimetype,
      filetype: ending.toLowerCase(),
      pretty_type: ending.toUpperCase(),
      user: owner,
      user_team: TEAM.id,
      editable: false,
      size: content.length,
      mode: 'hosted',
      is_external: false,
      external_type: '',
      is_public: false,
      public_url_shared: false,
      display_as_bot: false,
      username: '',
      url_private: `${address}/${leaf}`,
      url_private_download: `${address}/download/${leaf}`,
      permalink: `https://${TEAM.domain}.slack.com/files/${owner}/${id}/${leaf}`,
      comments_count: 0,
      channels: [],
      groups: [],
      ims: [],
      has_rich_preview: false,
      file_access: 'visible',
    };
  }
}
