import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** Where the bytes of files lie, by their hash. */
export interface FileStore {
  /** @returns the SHA-256 of the bytes, hex; when this resolves they survive a power cut */
  put(bytes: Uint8Array): Promise<string>
  /** @throws Error where the bytes are gone, before anything is read */
  read(hash: string): Promise<Readable>
}

/** Files in a folder of this machine: written aside, flushed, then renamed, so that a name always means whole content. */
export function localFileStore(folder: string): FileStore {
  const placeOf = (hash: string) => path.join(folder, hash.slice(0, 2), hash)
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const place = placeOf(hash)
      const known = await access(place).then(
        () => true,
        () => false,
      )
      if (known) return hash
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
  }
}
