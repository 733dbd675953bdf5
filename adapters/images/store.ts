/** A picture that somebody is about to upload. `name` is the SHA-256 of its bytes and its kind: it says what it is, for ever. */
export type Picture = { name: string; sha256: string; contentType: string; bytes: number };

/** How to upload it: with exactly these headers, before it expires. */
export type Upload = { method: 'PUT'; url: string; headers: Record<string, string>; expiresAt: string };

/** Where pictures are kept. Two kinds: a folder of this machine, or any store that speaks S3. */
export type ImageStore = {
  /** Where, and how, a picture may be uploaded. Asks nobody. */
  upload(picture: Picture, now: Date): Upload;
};
