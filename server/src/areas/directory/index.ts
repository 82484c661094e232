import type { Handler } from '../../kernel/context'
import { applyItem } from './apply-item'
import { applyDirectory, chooseDifferences } from './choose'
import { type DirectoryDeps, readDirectory } from './read-directory'
import { configureDirectory } from './rules'
import { readDirectoryNow } from './start-run'
import { nightlyDirectories, watchDirectory } from './watch'

/** The verbs of the directory. */
export const directoryHandlers: readonly Handler[] = [
  readDirectoryNow,
  chooseDifferences,
  applyDirectory,
  applyItem,
  configureDirectory,
]

/** Jobs of the directory, by the names under which they are queued. */
export function directoryTasks(deps: DirectoryDeps) {
  return {
    readDirectory: (payload: { run: string }) => readDirectory(deps, payload),
    watchDirectory: (payload: { platform: string }) => watchDirectory(deps, payload),
    nightlyDirectories: () => nightlyDirectories(deps),
  }
}

export type { DirectoryDeps } from './read-directory'
export { onDirectory } from './watch'
