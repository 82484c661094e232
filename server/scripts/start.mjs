// npm start: from a fresh clone to a running server. Uses nothing but Node until the packages are installed.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWith, prepare, prepareMiniapp, prepareServer } from './prepare.mjs'
import { root } from './root.mjs'

try {
  await prepare()
  await prepareServer()
  await prepareMiniapp()
} catch (error) {
  endWith(error)
}

// The server runs in this very process: signals, exit code and kill -9 are its own, with nothing to forward.
process.setSourceMapsEnabled(true)
await import(pathToFileURL(path.join(root, 'server/dist/main.js')).href)
