import path from 'node:path'
import { installPackages } from './install.mjs'
import { root } from './root.mjs'
import { runQuietly, StepFailed } from './run-quietly.mjs'
import { whenChanged } from './when-changed.mjs'

const minimumNode = [20, 19]

/** Brings a checkout to where its TypeScript can run: Node's version, packages, Prisma's generated client. */
export async function prepare() {
  checkNode()
  await installPackages()
  await whenChanged(
    {
      name: 'prisma',
      inputs: ['prisma/schema', 'prisma/prisma.config.ts', 'package-lock.json'],
      output: generated,
    },
    () =>
      runQuietly(
        'Generating the database client',
        [
          process.execPath,
          inPackages('prisma/build/index.js'),
          'generate',
          '--config',
          'prisma/prisma.config.ts',
        ],
        { remedy: 'Correct prisma/schema as it says above.', env: { PRISMA_HIDE_UPDATE_MESSAGE: '1' } },
      ),
  )
}

const generated = 'server/src/db/generated'

/** Bundles server and bot into server/dist. */
export async function prepareServer() {
  const inputs = [
    'server/src',
    'server/scripts/build.mjs',
    'bot/src',
    'shared/src',
    'prisma',
    'package-lock.json',
  ]
  await whenChanged({ name: 'server', inputs, output: 'server/dist' }, async () => {
    console.log('Building the server …')
    const { buildServer } = await import('./build.mjs')
    await buildServer().catch(error => {
      throw new StepFailed(`Building the server failed: ${error.message}`)
    })
  })
}

/** Builds the mini-app for the browser into miniapp/dist/h5; a minute, where its sources changed. */
export async function prepareMiniapp() {
  const inputs = [
    'miniapp/src',
    'miniapp/config',
    'miniapp/package.json',
    'miniapp/tsconfig.json',
    'miniapp/babel.config.js',
    'miniapp/project.config.json',
    'shared/src',
    'package-lock.json',
  ]
  await whenChanged({ name: 'miniapp', inputs, output: 'miniapp/dist/h5' }, () =>
    runQuietly(
      'Building the mini-app (about a minute)',
      [process.execPath, inPackages('@tarojs/cli/bin/taro'), 'build', '--type', 'h5'],
      {
        remedy: 'Correct the sources of miniapp/ as it says above.',
        cwd: path.join(root, 'miniapp'),
        env: { NODE_ENV: 'production' },
      },
    ),
  )
}

/** Prints a failed step as its message alone, any other error whole, and ends with 1. */
export function endWith(error) {
  console.error(error instanceof StepFailed ? error.message : error)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return
  throw new StepFailed(
    `Gonghai needs Node ${minimumNode.join('.')} or newer; this is ${process.versions.node}. ` +
      'Install the present LTS version from https://nodejs.org/ and run the same command again.',
  )
}

function inPackages(file) {
  return path.join(root, 'node_modules', file)
}
