// A floor process of its own. Reads its options as one JSON document from stdin, prints its address, serves until killed.
import { text } from 'node:stream/consumers'
import { loadTypeScript } from '../../server/scripts/build.mjs'

const { serveFloor } = await loadTypeScript('test/bench/floor.ts')
console.log(await serveFloor(JSON.parse(await text(process.stdin))))
