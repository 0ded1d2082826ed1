import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Syncs SQLite's write-ahead log outside of the event loop, which a commit that syncs by itself stops. All commits made
 * before `sync` is called are on disk when it resolves, those of other processes too.
 */
export interface LogSync {
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A log that was just made is found after a power cut only if its folder is on disk too. Some systems sync no folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Undefined where there is no such log, because the file's disk supports none. */
export async function openLogSync(file: string): Promise<LogSync | undefined> {
  const log = `${file}-wal`;
  let handle: FileHandle;
  try {
    handle = await open(log, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  await syncFolder(dirname(file));
  let broken: { error: unknown } | undefined;
  return {
    async sync() {
      try {
        if (!broken) await handle.datasync();
      } catch (error) {
        broken = { error };
      }
      // After a failure the system may call lost pages written, so no later sync can be believed.
      if (broken) throw broken.error;
    },
    close: () => handle.close(),
  };
}
