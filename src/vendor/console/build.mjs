// Bundles the libraries of the console. With --check it only says whether what is committed is what comes out.
import { build } from 'esbuild';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../main/resources/console/vendor');
const check = process.argv.includes('--check');

const bundled = await build({
  absWorkingDir: here,
  entryPoints: ['preact.js', 'uplot.js', 'codemirror.js'],
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  charset: 'utf8',
  outdir: target,
  write: false,
});
const files = new Map(bundled.outputFiles.map((file) => [file.path, file.text]));
files.set(join(target, 'uplot.css'), await readFile(join(here, 'node_modules/uplot/dist/uPlot.min.css'), 'utf8'));
files.set(join(target, 'LICENSES.txt'), await licences());

let stale = 0;
for (const [path, text] of files) {
  if (!check) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is not what its sources make: run npm ci && npm run build in ${here}`);
    stale += 1;
  }
}
process.exitCode = stale === 0 ? 0 : 1;

/** What the licences of all that went into the bundles demand to be handed on. */
async function licences() {
  const lock = JSON.parse(await readFile(join(here, 'package-lock.json'), 'utf8'));
  const parts = [];
  for (const [path, locked] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path === '' || locked.dev || locked.optional) {
      continue;
    }
    const named = (await readdir(join(here, path))).find((name) => /^licen[cs]e/i.test(name));
    const text = named ? await readFile(join(here, path, named), 'utf8') : `${locked.license}\n`;
    parts.push(`${path.replace('node_modules/', '')} ${locked.version}\n\n${text.trim()}\n`);
  }
  return parts.join('\n----\n\n');
}
