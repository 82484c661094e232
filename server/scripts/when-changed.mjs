import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './root.mjs'

/**
 * Runs a step whose output is missing or was made from other inputs. The stamp is removed before the step and
 * written after it, so that a step killed half-way is repeated.
 * @param {{ name: string, inputs: string[], output: string }} step paths relative to the checkout; folders count whole
 */
export async function whenChanged({ name, inputs, output }, run) {
  const stampFile = path.join(root, '.gonghai/stamps', name)
  const stamp = await hashOf(inputs)
  const present = await readFile(stampFile, 'utf8').catch(() => undefined)
  if (present === stamp && existsSync(path.join(root, output))) return
  await rm(stampFile, { force: true })
  await run()
  await mkdir(path.dirname(stampFile), { recursive: true })
  await writeFile(stampFile, stamp)
}

async function hashOf(inputs) {
  const hash = createHash('sha256').update(process.version)
  for (const input of inputs) {
    for (const file of await filesOf(input))
      hash.update(`${file}\0`).update(await readFile(path.join(root, file)))
  }
  return hash.digest('hex')
}

const skipped = new Set(['node_modules', 'dist', 'generated'])

async function filesOf(input) {
  const place = path.join(root, input)
  if (!existsSync(place)) return []
  const entries = await readdir(place, { withFileTypes: true }).catch(error => {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  })
  if (!entries) return [input]
  const names = entries
    .filter(entry => !skipped.has(entry.name) && !entry.name.startsWith('.'))
    .map(entry => entry.name)
  return (await Promise.all(names.sort().map(name => filesOf(path.posix.join(input, name))))).flat()
}
