import { openPostgres } from '../adapters/postgres/index.ts';
import type { Config } from '../config.ts';
import { loadSeed } from '../db/load.ts';
import { migrate } from '../db/migrate.ts';

/** Brings the database to the current schema and loads Helsinki into it when it is empty. */
export async function prepareDatabase(config: Config): Promise<{ migrations: number; restaurants: number }> {
  const migrations = await migrate(config.postgres.url);
  const { db, close } = openPostgres(config.postgres);
  try {
    return { migrations: migrations.length, restaurants: await loadSeed(db) };
  } finally {
    await close();
  }
}
