import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { build as Build } from 'esbuild'

/** A file of the sandbox page, ready to be sent. */
export interface PageAsset {
  type: string
  body: string
  etag: string
}

/** Entry of each bundled file, beside this file's `page/`. */
const entries: Record<string, { entry: string; format?: 'iife' | 'esm'; type: string }> = {
  'page.js': { entry: 'main.ts', format: 'esm', type: 'text/javascript; charset=utf-8' },
  'page.css': { entry: 'page.css', type: 'text/css; charset=utf-8' },
  'phone.js': { entry: 'phone-bridge.ts', format: 'iife', type: 'text/javascript; charset=utf-8' },
}

/** The folder of the page's sources, wherever this code was bundled to. */
function pageFolder(): string {
  const require = createRequire(import.meta.url)
  return path.dirname(require.resolve('@gonghai/bot/sandbox/page/main'))
}

function asset(type: string, body: string): PageAsset {
  return { type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"` }
}

async function bundle(build: typeof Build, folder: string, name: string): Promise<PageAsset> {
  const made = entries[name]
  if (!made) throw new Error(`no entry for ${name}`)
  const result = await build({
    entryPoints: [path.join(folder, made.entry)],
    bundle: true,
    write: false,
    minify: true,
    format: made.format,
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  })
  return asset(made.type, result.outputFiles[0]?.text ?? '')
}

/** Bundles the page once, at the first request; a failed build is tried again. */
export class PageAssets {
  private loading: Promise<Map<string, PageAsset>> | undefined

  /** `page.js`, `page.css`, `phone.js`; undefined for any other name. */
  async get(name: string): Promise<PageAsset | undefined> {
    this.loading ??= this.load()
    try {
      return (await this.loading).get(name)
    } catch (error) {
      this.loading = undefined
      throw error
    }
  }

  private async load(): Promise<Map<string, PageAsset>> {
    const folder = pageFolder()
    const { build, stop } = await import('esbuild')
    try {
      const names = Object.keys(entries)
      const files = await Promise.all(
        names.map(async name => [name, await bundle(build, folder, name)] as const),
      )
      return new Map(files)
    } finally {
      // esbuild works in a process of its own; nothing needs it after this.
      await stop()
    }
  }
}
