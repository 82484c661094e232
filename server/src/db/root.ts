import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout: found upwards, because the bundle and the sources lie at different depths. */
export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)))

function findRoot(folder: string): string {
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'gonghai') return folder
  const parent = path.dirname(folder)
  if (parent === folder)
    throw new Error('Gonghai has to run inside its checkout: no package.json named "gonghai" above it.')
  return findRoot(parent)
}
