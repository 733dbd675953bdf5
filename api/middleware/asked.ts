import type { NodeEnv } from '../env.ts';

/**
 * A request as the controls before every route see it, and where they put headers of its answer: a context of Hono, or what
 * `api/pages.ts` makes of a request that it answers by itself.
 */
export type Asked = {
  req: { method: string; header(name: string): string | undefined };
  env: NodeEnv | undefined;
  header(name: string, value: string): void;
};
