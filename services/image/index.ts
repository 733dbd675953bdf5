import { createHash } from 'node:crypto';
import type { FolderImages } from '../../adapters/images/folder.ts';
import type { ImageStore } from '../../adapters/images/store.ts';
import type { ImageUpload, NewImage } from '../../contracts/images.ts';
import { IMAGE_KINDS, type ImageKind } from '../../contracts/images.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ImageUrl } from '../restaurant/listing.ts';

/** How files of a kind begin. */
const BEGINNINGS: Record<ImageKind, (bytes: Uint8Array) => boolean> = {
  jpg: (bytes) => hasAt(bytes, 0, [0xff, 0xd8, 0xff]),
  png: (bytes) => hasAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  // "RIFF", four bytes of length, "WEBP"
  webp: (bytes) => hasAt(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && hasAt(bytes, 8, [0x57, 0x45, 0x42, 0x50]),
};
const hasAt = (bytes: Uint8Array, at: number, wanted: number[]) =>
  wanted.every((byte, index) => bytes[at + index] === byte);

const kindOf = (name: string) => name.slice(name.indexOf('.') + 1) as ImageKind;

/**
 * Pictures of restaurants and dishes. Their names are the hash of their bytes, so that a CDN and every browser may keep them for
 * ever; a changed picture is another one.
 * @param deps.folder where pictures are kept in a folder of this machine, which then serves them too
 */
export function createImageService(deps: { store: ImageStore; folder?: FolderImages; imageUrl: ImageUrl }) {
  const { store, folder, imageUrl } = deps;
  const missing = () => new DomainError('not-found', 'There is no such picture.');
  return {
    /** Where and how to upload a picture. Nothing is written: who does not upload it has a name for nothing. */
    prepareUpload({ sha256, contentType, bytes }: NewImage, now: Date): ImageUpload {
      const kind = (Object.keys(IMAGE_KINDS) as ImageKind[]).find(
        (name) => IMAGE_KINDS[name] === contentType,
      );
      const name = `${sha256}.${kind}`;
      const upload = store.upload({ name, sha256, contentType, bytes }, now);
      return { name, url: imageUrl(name) as string, upload };
    },

    /** Keeps an uploaded picture in the folder. @throws DomainError `not-found` without one, `invalid-image` */
    async keep(name: string, bytes: Uint8Array): Promise<void> {
      if (!folder) throw missing();
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (!BEGINNINGS[kindOf(name)](bytes) || !name.startsWith(`${hash}.`)) {
        throw new DomainError(
          'invalid-image',
          'These bytes are not the picture that was announced. Send exactly the file whose SHA-256 you gave to POST /v1/images.',
        );
      }
      await folder.put(name, bytes);
    },

    /** A picture from the folder. @throws DomainError `not-found` */
    async read(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string }> {
      const bytes = await folder?.get(name);
      if (!bytes) throw missing();
      return { bytes, contentType: IMAGE_KINDS[kindOf(name)] };
    },
  };
}
export type ImageService = ReturnType<typeof createImageService>;
