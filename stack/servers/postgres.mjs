import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from '../lib/account.mjs';
import { isExecutable, must, run, which } from '../lib/command.mjs';
import { StackError } from '../lib/errors.mjs';
import { fillOnce } from '../lib/install.mjs';
import { writeWhole } from '../lib/json.mjs';
import { checkoutHash, dataDir } from '../lib/places.mjs';
import { VERSIONS } from '../versions.mjs';

/** @import { Context, Launch, Server } from '../lib/types.mjs' */

const DEBIAN = '/usr/lib/postgresql';
const DATABASES = ['tiffin', 'tiffin_test'];
const EXTENSIONS = ['pg_trgm', 'cube', 'earthdistance'];
/** What new databases are copied from: the tests create theirs without an administrator's rights. */
const TEMPLATE = 'template1';
const SOCKET_LIMIT = 107;

/** PostgreSQL: the truth. @type {Server} */
export const postgres = {
  name: 'postgres',
  title: 'PostgreSQL',
  ports: { POSTGRES: 15432 },
  programs: ['postgres'],
  stopSignal: 'SIGINT', // a fast shutdown; on SIGTERM it would wait for its clients
  missingPackages: () => (findBin() ? [] : ['postgresql']),
  install: async () => void bin(),
  prepare,
  probe,
  setUp,
  version: async () => (await run(join(bin(), 'postgres'), ['--version'])).stdout.split(' ')[2]?.trim() ?? '',
};

/**
 * The folder of the programs: Debian's, the wanted major first, else what is on the PATH.
 * @returns {string | undefined}
 */
function findBin() {
  const wanted = VERSIONS.postgresMajor;
  const majors = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .filter((major) => major >= wanted)
    : [];
  const folders = majors.sort((a, b) => a - b).map((major) => join(DEBIAN, String(major), 'bin'));
  const onPath = which('postgres');
  if (onPath) folders.push(join(onPath, '..'));
  return folders.find((folder) =>
    ['postgres', 'initdb', 'psql'].every((name) => isExecutable(join(folder, name))),
  );
}

function bin() {
  const folder = findBin();
  if (folder) return folder;
  throw new StackError('no PostgreSQL server found: install it (Debian: postgresql)');
}

/**
 * @param {Context} context
 * @returns {Promise<Launch>}
 */
async function prepare(context) {
  const { places, account, report } = context;
  const data = clusterDir(context);
  mkdirSync(dataDir(places, 'postgres'), { recursive: true });
  await fillOnce(data, 'initialised', async (aside) => {
    report('initialising');
    giveTo(aside, account);
    const args = ['-D', join(aside, 'cluster'), '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'];
    await must('initialise PostgreSQL', join(bin(), 'initdb'), [...args, '--locale=C.UTF-8'], {
      as: account,
      cwd: '/',
    });
  });
  const settings = configuration(context);
  mkdirSync(socketDir(context), { recursive: true, mode: 0o700 });
  giveTo(socketDir(context), account);
  const cluster = join(data, 'cluster');
  writeWhole(join(cluster, 'postgresql.conf'), settings);
  writeWhole(join(cluster, 'pg_hba.conf'), ACCESS);
  return {
    command: join(bin(), 'postgres'),
    args: ['-D', cluster],
    cwd: cluster,
    staleFiles: pidFiles(context, cluster),
    // What `setUp` makes belongs to it: it runs when the server starts.
    fingerprint: [bin(), settings, TEMPLATE, ...EXTENSIONS].join('\n'),
  };
}

/**
 * A killed server leaves its pid here. It may belong to another program by now, or to a dead process that
 * nobody has collected, and then the next server would refuse to start.
 * @param {Context} context
 * @param {string} cluster
 */
function pidFiles(context, cluster) {
  const socket = join(socketDir(context), `.s.PGSQL.${context.ports.POSTGRES}`);
  return [join(cluster, 'postmaster.pid'), socket, `${socket}.lock`];
}

const ACCESS = [
  '# the socket is open to the owner of its folder only',
  'local all all trust',
  'host all all 127.0.0.1/32 scram-sha-256',
  '',
].join('\n');

/** @param {Context} context */
function configuration(context) {
  return `${[
    "listen_addresses = '127.0.0.1'",
    `port = ${context.ports.POSTGRES}`,
    `unix_socket_directories = '${socketDir(context).replaceAll("'", "''")}'`,
    'unix_socket_permissions = 0700',
    'password_encryption = scram-sha-256',
    'max_connections = 200',
    'shared_buffers = 256MB',
    'fsync = on',
    'synchronous_commit = on',
    'max_wal_size = 1GB',
    "log_line_prefix = '%m [%p] %q%u@%d '",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_error_verbosity = terse', // the details of an error quote rows, with people in them
  ].join('\n')}\n`;
}

/** @param {Context} context */
async function probe(context) {
  return (await psql(context, 'postgres', 'select 1')).code === 0;
}

/**
 * The role, the databases and the extensions.
 * @param {Context} context
 */
async function setUp(context) {
  await sql(
    context,
    'postgres',
    [
      "select 'create role tiffin login createdb password ''tiffin'''",
      " where not exists (select from pg_roles where rolname = 'tiffin') \\gexec",
      "alter role tiffin login createdb password 'tiffin';",
      ...DATABASES.map(
        (name) =>
          `select 'create database ${name} owner tiffin' ` +
          `where not exists (select from pg_database where datname = '${name}') \\gexec`,
      ),
    ].join('\n'),
  );
  const extensions = EXTENSIONS.map((name) => `create extension if not exists ${name};`).join('\n');
  await Promise.all(
    [TEMPLATE, ...DATABASES].map((name) =>
      sql(context, name, `set client_min_messages = warning;\n${extensions}`),
    ),
  );
}

/**
 * @param {Context} context
 * @param {string} database
 * @param {string} text
 */
async function sql(context, database, text) {
  const { code, stderr } = await psql(context, database, text);
  if (code !== 0) throw new StackError(`could not set up the database ${database}: ${stderr.trim()}`);
}

/**
 * As superuser through the socket.
 * @param {Context} context
 * @param {string} database
 * @param {string} input
 */
function psql(context, database, input) {
  const where = [
    '-h',
    socketDir(context),
    '-p',
    String(context.ports.POSTGRES),
    '-U',
    'postgres',
    '-d',
    database,
  ];
  return run(join(bin(), 'psql'), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...where], {
    input: `${input}\n`,
    as: context.account,
    cwd: '/',
    env: { PGCONNECT_TIMEOUT: '2' },
    timeoutMs: 20_000,
  });
}

/**
 * Named after the major version: another one cannot read its files.
 * @param {Context} context
 */
function clusterDir({ places }) {
  const major = /\/(\d+)\/bin$/.exec(bin())?.[1] ?? 'local';
  return join(dataDir(places, 'postgres'), major);
}

/**
 * Unix sockets have short names; a deep checkout gets a folder elsewhere.
 * @param {Context} context
 */
function socketDir({ places, ports }) {
  const near = join(dataDir(places, 'postgres'), 'socket');
  const longest = Buffer.byteLength(`${near}/.s.PGSQL.${ports.POSTGRES}.lock`);
  return longest <= SOCKET_LIMIT ? near : `/tmp/tiffin-pg-${checkoutHash()}`;
}
