import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The master secret: given, or made once and kept in a file that only its owner can read. */
export async function masterSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given) return given
  const file = path.join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true })
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(randomBytes(32).toString('base64url'))
    await handle.sync()
    await handle.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = (await readFile(file, 'utf8')).trim()
  if (secret.length < 32)
    throw new Error(`${file} is damaged: it must hold at least 32 characters. Delete it to make a new one.`)
  return secret
}

/** A key of 32 bytes for one purpose, so that no two uses share one. */
export function deriveKey(secret: string, purpose: 'cursor' | 'file' | 'seal'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'gonghai', purpose, 32))
}
