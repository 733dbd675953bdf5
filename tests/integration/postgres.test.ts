import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openPostgres } from '../../adapters/postgres/index.ts';
import { testConfig } from '../helpers/system.ts';

it('survives losing a connection in the middle of a transaction', async () => {
  const { db, close } = openPostgres(testConfig().postgres);
  const broken = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
    await new Promise((resolve) => setTimeout(resolve, 100)); // an idle moment: the error comes to nobody's query
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow();
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
  expect(rows).toEqual([{ one: 1 }]);
  await close();
});
