import { isRoot } from './account.mjs';
import { must, run, which } from './command.mjs';
import { StackError } from './errors.mjs';

const APT = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'install'];
const QUIET = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Whether `up` can install Debian packages by itself.
 * @returns {Promise<boolean>}
 */
export async function canInstallPackages() {
  if (!which('apt-get')) return false;
  if (isRoot()) return true;
  return (await run('sudo', ['-n', 'true'])).code === 0;
}

/**
 * Installs Debian packages, or says exactly what to type.
 * @param {string[]} packages
 */
export async function installPackages(packages) {
  if (!(await canInstallPackages())) {
    throw new StackError(
      `please install ${packages.join(', ')} (Debian: ${aptLine(packages)}), then run this again`,
    );
  }
  if ((await apt(APT.concat(packages))).code === 0) return;
  // An index of last month names packages that are gone, and an interrupted dpkg wants to be finished first.
  await asRoot('dpkg', ['--configure', '-a']);
  await apt(['-q', 'update']);
  const [command, args] = rootCommand('apt-get', APT.concat(packages));
  await must(`install ${packages.join(', ')}`, command, args, { env: QUIET });
}

/**
 * The line that a person types.
 * @param {string[]} packages
 */
export const aptLine = (packages) => `sudo apt-get install ${packages.join(' ')}`;

/** @param {string[]} args */
const apt = (args) => asRoot('apt-get', args);

/**
 * @param {string} command
 * @param {string[]} args
 */
function asRoot(command, args) {
  const [program, rest] = rootCommand(command, args);
  return run(program, rest, { env: QUIET });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function rootCommand(command, args) {
  return isRoot() ? [command, args] : ['sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', command, ...args]];
}
