import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CACHE = `${ROOT}.stack/bundles`;

const FAILURE_CONVERTER = `${ROOT}workflows/failure-converter.cjs`;
const INTERCEPTORS = createRequire(import.meta.url).resolve(
  '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors',
);

/** The workflows as one file of code. Bundling takes seconds, so the result is kept until its sources or the SDK change.
 * @param options.traced with what lets workflows go on with the trace of who called them */
export async function workflowBundle({ traced = false } = {}): Promise<{ codePath: string }> {
  const codePath = `${CACHE}/${fingerprint()}${traced ? '-traced' : ''}.js`;
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: `${ROOT}workflows/index.ts`,
    failureConverterPath: FAILURE_CONVERTER,
    logger: new DefaultLogger('WARN'),
    ...(traced && { workflowInterceptorModules: [INTERCEPTORS] }),
  });
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${codePath}.${process.pid}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, codePath);
  return { codePath };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)('@temporalio/workflow/package.json') as {
    version: string;
  };
  hash.update(version);
  for (const file of sources()) hash.update(file).update(readFileSync(ROOT + file));
  return hash.digest('hex').slice(0, 16);
}

/** What the bundle is made of: the workflows and the rules they decide by. */
function sources(): string[] {
  return ['workflows', 'domain']
    .flatMap((folder) =>
      readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.c?[jt]s$/.test(file))
    .sort();
}
