import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

/**
 * Applies the migrations that are missing, in order, each in its own transaction. Several processes may call it at once: the
 * first takes a lock and the others wait for it.
 * @returns the names of those it applied
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const applied = await run(databaseUrl);
  return applied.map((migration) => migration.name);
}

const run = (databaseUrl: string) =>
  runner({
    databaseUrl,
    dir: fileURLToPath(new URL('./migrations', import.meta.url)),
    direction: 'up',
    migrationsTable: 'migrations',
    singleTransaction: false,
    advisoryLockMode: 'wait',
    log: () => {},
  }).catch((error: Error) => {
    if (!error.message.startsWith('Not run migration')) throw error;
    throw new Error(
      `This database was made by another version of Tiffin: ${error.message}. ` +
        'Start anew with `npm run stack -- reset`, which deletes all local data, or set DATABASE_URL to another database.',
      { cause: error },
    );
  });
