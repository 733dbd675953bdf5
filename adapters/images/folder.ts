import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageStore } from './store.ts';

const EXPIRES_MS = 300_000;

/** Pictures in a folder of this machine, uploaded through the API: for development, or a single machine. */
export function folderImages(folder: string) {
  const store: ImageStore = {
    upload: ({ name, contentType }, now) => ({
      method: 'PUT',
      url: `/v1/images/${name}`,
      headers: { 'content-type': contentType },
      expiresAt: new Date(now.getTime() + EXPIRES_MS).toISOString(),
    }),
  };
  return {
    ...store,

    /** Keeps a picture under its name, which nobody sees half-written. */
    async put(name: string, bytes: Uint8Array): Promise<void> {
      await mkdir(folder, { recursive: true });
      const aside = join(folder, `.${randomUUID()}`);
      await writeFile(aside, bytes);
      await rename(aside, join(folder, name));
    },

    /** @returns undefined where there is none */
    async get(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      try {
        return new Uint8Array(await readFile(join(folder, name)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
export type FolderImages = ReturnType<typeof folderImages>;
