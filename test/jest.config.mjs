import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

const server = {
  displayName: 'server',
  rootDir,
  testEnvironment: 'node',
  testMatch: ['server', 'bot', 'shared', 'e2e', 'faults', 'boundaries'].map(
    name => `<rootDir>/test/${name}/**/*.test.ts`,
  ),
  modulePathIgnorePatterns: ['<rootDir>/server/dist', '<rootDir>/miniapp/dist', '<rootDir>/.gonghai'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
}

/** The mini-app's project (jsdom, stubs for Taro) is described beside its tests. */
const miniapp = path.join(rootDir, 'test/miniapp/jest.project.mjs')
const more = existsSync(miniapp) ? [{ rootDir, ...(await import(pathToFileURL(miniapp).href)).default }] : []

export default { rootDir, projects: [server, ...more], maxWorkers: '100%', testTimeout: 30_000 }
