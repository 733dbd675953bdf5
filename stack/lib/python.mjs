import { existsSync } from 'node:fs';
import { must, run, which } from './command.mjs';

/**
 * Debian packages that are missing for `pip install`.
 * @returns {string[]}
 */
export function missingPython() {
  if (!which('python3')) return ['python3', 'python3-pip'];
  return which('pip3') || which('pip') || existsSync('/usr/lib/python3/dist-packages/pip')
    ? []
    : ['python3-pip'];
}

/**
 * Puts PyPI packages, wheels only, into a folder.
 * @param {string} folder
 * @param {string[]} requirements such as `name==1.2.3`
 */
export async function pipInstall(folder, requirements) {
  const options = ['--quiet', '--no-deps', '--only-binary', ':all:', '--disable-pip-version-check'];
  const args = ['-m', 'pip', 'install', ...options, '--target', folder, ...requirements];
  const first = await run('python3', args);
  if (first.code === 0) return;
  // Some pips refuse to touch a Python that the system manages even when told another folder.
  const extra = first.stderr.includes('externally-managed') ? ['--break-system-packages'] : [];
  await must(`download ${requirements.join(' and ')} with pip`, 'python3', [...args, ...extra]);
}
