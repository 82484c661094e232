import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { SourceFile } from './find-violations'

const folders = ['shared/src', 'bot/src', 'server/src', 'miniapp/src', 'prisma']
const kinds = ['.ts', '.tsx', '.sql', '.prisma']
const skipped = new Set(['node_modules', 'generated', 'dist'])

/** Reads the product's sources under the checkout's folder; tests, scripts and configuration are free. */
export async function readSources(root: string): Promise<SourceFile[]> {
  const files = (await Promise.all(folders.map(folder => list(root, folder)))).flat()
  const product = files.filter(file => kinds.includes(path.extname(file)) && !file.endsWith('.config.ts'))
  return Promise.all(
    product.map(async file => ({ file, text: await readFile(path.join(root, file), 'utf8') })),
  )
}

async function list(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])
  const inside = entries.filter(({ name }) => !skipped.has(name))
  return (
    await Promise.all(
      inside.map(entry => {
        const place = path.posix.join(folder, entry.name)
        return entry.isDirectory() ? list(root, place) : [place]
      }),
    )
  ).flat()
}
