import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Middleware } from 'koa'
import send from 'koa-send'
import type { RequestState } from './state'

interface Options {
  /** The built mini-app. */
  folder: string
  /** Script that the sandbox adds before all others; absent in production. */
  sandboxScript?: string
}

/** Serves the mini-app: hashed files for a year, the page itself never from a cache. */
export function serveMiniapp({ folder, sandboxScript }: Options): Middleware<RequestState> {
  let page: string | undefined
  const readPage = async () => {
    const html = await readFile(path.join(folder, 'index.html'), 'utf8')
    return sandboxScript ? html.replace(/<head>/i, `<head><script src="${sandboxScript}"></script>`) : html
  }
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/' || ctx.path === '/index.html') {
      page ??= await readPage()
      ctx.set('Cache-Control', 'no-cache')
      ctx.type = 'html'
      ctx.body = page
      return
    }
    if (
      !/^\/(js|css|static|chunk)\//.test(ctx.path) &&
      !/^\/[\w-]+\.(ico|png|svg|txt|webmanifest)$/.test(ctx.path)
    )
      return next()
    const isHashed = /\.[0-9a-f]{8}\./.test(ctx.path)
    await send(ctx, ctx.path, {
      root: folder,
      maxage: isHashed ? 31_536_000_000 : 3_600_000,
      immutable: isHashed,
    }).catch(error => {
      if (error.status !== 404) throw error
    })
  }
}
