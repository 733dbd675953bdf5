import { z } from 'zod';

/** Kinds of pictures, by the end of their names. */
export const IMAGE_KINDS = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
export type ImageKind = keyof typeof IMAGE_KINDS;

/** How long a picture may be kept: a name never stands for another one. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;

export const ImageName = z
  .string()
  .regex(/^[0-9a-f]{64}\.(jpg|png|webp)$/, 'must be the name that POST /v1/images gave')
  .meta({ description: 'Name of an uploaded picture' });

export const NewImage = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
      .meta({ description: 'Of the file' }),
    contentType: z.enum(IMAGE_KINDS),
    bytes: z.int().min(1).max(MAX_IMAGE_BYTES),
  })
  .meta({ id: 'NewImage' });
export type NewImage = z.infer<typeof NewImage>;

export const ImageUpload = z
  .object({
    name: ImageName,
    url: z.string().meta({ description: 'Where it will be' }),
    upload: z.object({
      method: z.literal('PUT'),
      url: z.string().meta({ description: 'An address of ours (send your token) or of the store (do not)' }),
      headers: z.record(z.string(), z.string()).meta({ description: 'To be sent exactly so' }),
      expiresAt: z.iso.datetime(),
    }),
  })
  .meta({ id: 'ImageUpload' });
export type ImageUpload = z.infer<typeof ImageUpload>;
