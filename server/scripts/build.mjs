import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, stop } from 'esbuild'
import { root } from './root.mjs'

/** What runs as a process of its own, by the name of its file in server/dist. */
const entryPoints = { main: 'server/src/main.ts' }

/** Bundles the server and the bot into server/dist, whole or not at all. */
export async function buildServer() {
  const dist = path.join(root, 'server/dist')
  const draft = path.join(root, `.gonghai/dist-${process.pid}`)
  await rm(draft, { recursive: true, force: true })
  try {
    await bundle({ entryPoints, outdir: draft, splitting: true, sourcemap: true })
    await rm(dist, { recursive: true, force: true })
    await rename(draft, dist)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Bundles one TypeScript file, loads it and gives its exports: for scripts that use the product's own code. */
export async function loadTypeScript(file) {
  const outfile = path.join(root, `.gonghai/load-${process.pid}-${path.basename(file, '.ts')}.mjs`)
  await bundle({ entryPoints: [file], outfile, sourcemap: 'inline' })
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile, { force: true })
  }
}

async function bundle(options) {
  try {
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
  } finally {
    await stop()
  }
}

/** Packages stay outside the bundle; the workspaces, which are TypeScript, go in. */
const ownSourcesInside = {
  name: 'own-sources-inside',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name.startsWith('@gonghai/') || path.isAbsolute(name)
        ? undefined
        : { path: name, external: true },
    )
  },
}
