import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** What `npm start` runs, by the name of its file in server/dist. Add a child process's entry here. */
const entryPoints = { main: 'server/src/main.ts' }

/** Bundles the server and the bot into server/dist, whole or not at all. */
export async function buildServer() {
  const dist = path.join(root, 'server/dist')
  const draft = `${dist}.draft-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await bundle({ entryPoints, outdir: draft, splitting: true, sourcemap: true })
  await rm(dist, { recursive: true, force: true })
  await rename(draft, dist)
}

/** Bundles one TypeScript file, loads it and gives its exports: for scripts that use the product's own code. */
export async function loadTypeScript(file) {
  const outfile = path.join(root, 'server', `.load-${process.pid}-${path.basename(file, '.ts')}.mjs`)
  await bundle({ entryPoints: [file], outfile, sourcemap: 'inline' })
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}

async function bundle(options) {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    plugins: [ownSourcesInside],
    ...options,
  })
}

/** Packages stay outside the bundle; the workspaces, which are TypeScript, go in. */
const ownSourcesInside = {
  name: 'own-sources-inside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name.startsWith('@gonghai/') || path.isAbsolute(name)
        ? undefined
        : { path: name, external: true },
    )
  },
}
