// Checks Prometheus' rules and configuration with promtool, where there is one. `--install` fetches Debian's, without root, for
// machines such as CI's that have none.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { must, run, which } from '../stack/lib/command.mjs';
import { fillOnce } from '../stack/lib/install.mjs';
import { ensurePlaces, installedDir } from '../stack/lib/places.mjs';

const FOLDER = fileURLToPath(new URL('../monitoring/', import.meta.url));

/** @returns {Promise<string | undefined>} */
async function promtool() {
  if (which('promtool')) return 'promtool';
  const folder = installedDir(ensurePlaces(), 'promtool');
  const own = `${folder}/usr/bin/promtool`;
  if (process.argv.includes('--install') && which('apt-get')) {
    await fillOnce(folder, 'debian', async (aside) => {
      await must('download Debian’s prometheus, which has promtool', 'sh', [
        '-c',
        `cd '${aside}' && apt-get -q download prometheus && dpkg -x prometheus_*.deb . && rm prometheus_*.deb usr/bin/prometheus`,
      ]);
    });
  }
  return existsSync(own) ? own : undefined;
}

const tool = await promtool();
if (!tool) {
  console.log(
    'promtool is not here: alert rules were not checked (node scripts/check-alerts.mjs --install).',
  );
} else {
  for (const args of [
    ['check', 'config', `${FOLDER}prometheus.yml`],
    ['test', 'rules', `${FOLDER}alerts.test.yml`],
  ]) {
    const { code, stdout, stderr } = await run(tool, args);
    if (code === 0) continue;
    console.error(`${stdout}${stderr}`);
    process.exit(1);
  }
  console.log('Alert rules and their tests are fine.');
}
