import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** Where the bytes of files lie, by their hash. */
export interface FileStore {
  /** @returns the SHA-256 of the bytes, hex; when this resolves they survive a power cut */
  put(bytes: Uint8Array): Promise<string>
  /** @throws Error where the bytes are gone, before anything is read */
  read(hash: string): Promise<Readable>
  /** Removes bytes that were last put before a moment of the machine's time; younger ones, and those that are gone, stay as they are. */
  remove(hash: string, before: Date): Promise<void>
}

/** Nothing where there is no such file. */
const absent = (error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

/**
 * Files in a folder of this machine: written aside, flushed, then renamed, so that a name always means whole content. Bytes that
 * stand already are written again: their time says when they were last put, which `remove` goes by.
 */
export function localFileStore(folder: string): FileStore {
  const placeOf = (hash: string) => path.join(folder, hash.slice(0, 2), hash)
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const place = placeOf(hash)
      await mkdir(path.dirname(place), { recursive: true })
      const draft = `${place}.${randomUUID()}`
      const handle = await open(draft, 'wx', 0o600)
      await handle.writeFile(bytes)
      await handle.sync()
      await handle.close()
      await rename(draft, place)
      return hash
    },
    read: async hash => (await open(placeOf(hash), 'r')).createReadStream(),
    async remove(hash, before) {
      const place = placeOf(hash)
      // Aside first: what is put from now on lies beside it, and what was put a moment ago comes back.
      const aside = `${place}.${randomUUID()}`
      const found = await rename(place, aside).then(() => stat(aside), absent)
      if (!found) return
      if (found.mtime < before) await rm(aside)
      else await rename(aside, place)
    },
  }
}
