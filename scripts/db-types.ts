import { execFileSync } from 'node:child_process';
import { readConfig } from '../config.ts';
import { prepareDatabase } from './prepare.ts';

// Writes adapters/postgres/schema.ts from the migrated database; with --verify it only checks that it fits.

const config = readConfig();
await prepareDatabase(config);
const flags = ['--config-file', 'db/codegen.json', '--url', config.postgres.url, ...process.argv.slice(2)];
try {
  execFileSync('node_modules/.bin/kysely-codegen', flags, { stdio: 'inherit' });
} catch {
  process.exit(1);
}
