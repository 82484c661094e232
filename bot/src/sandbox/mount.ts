import type { PlatformName } from '@gonghai/shared/ports/events'
import type { SandboxFollower } from '@gonghai/shared/ports/sandbox'
import type { Middleware } from 'koa'
import { sandboxApi } from './api'
import { Checklist } from './flows'
import { LiveFeed } from './live-feed'
import { PageAssets } from './page-assets'
import { iconSvg, pageHtml } from './page-html'
import type { DingtalkStandIn, StandInStore, WechatStandIn, WecomStandIn } from './stand-ins'

/** What the sandbox page needs. A platform without stand-in (a real one is configured) has no phone. */
export interface SandboxOptions {
  standIns: { wecom?: WecomStandIn; dingtalk?: DingtalkStandIn; wechat?: WechatStandIn }
  /** Address of the mini-app's start page: `/` or absolute; its origin's links open inside the phones. */
  miniappUrl: string
  now(): Date
  store: StandInStore
  /** Who holds each phone at first (userids); otherwise somebody without and somebody with people to lead. */
  seats?: Partial<Record<PlatformName, string>>
  /** What the company knows of the customers at the WeChat phone. */
  followers?: readonly SandboxFollower[]
  /** Moves the sandbox clock forward to this moment; without it the page only shows the time. */
  moveClock?(to: Date): Promise<void>
  /** Flow ids (`claim`, `approve` …) that were played by any door. */
  played?(): Promise<string[]>
  log?(line: string): void
}

/** The mounted page: a middleware for every path under `/sandbox`, and what stops its live connections. */
export interface Sandbox {
  middleware: Middleware
  close(): void
}

const prefix = '/sandbox'

function contentPolicy(options: SandboxOptions): string {
  const { wecom, dingtalk, wechat } = options.standIns
  const origins = [wecom?.oauthBase, dingtalk?.loginBase, wechat?.oauthBase].filter(Boolean)
  const frames = ["'self'", ...origins].join(' ')
  return `default-src 'self'; connect-src 'self'; img-src 'self' blob: data:; frame-src ${frames}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

const watchMs = 3000

/** While somebody looks, flows that are played in the mini-app tick themselves too. @returns what ends it */
function watchFlows(checklist: Checklist, feed: LiveFeed, log: (line: string) => void): () => void {
  const timer = setInterval(() => {
    if (!feed.watched || checklist.complete) return
    checklist.look().then(
      fresh => fresh && feed.tell({ kind: 'flows' }),
      error => log(`the checklist was not read: ${error instanceof Error ? error.message : 'unknown'}`),
    )
  }, watchMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Makes the sandbox page. Only ever load this in sandbox mode: it can log in as anybody. */
export async function mountSandbox(options: SandboxOptions): Promise<Sandbox> {
  const assets = new PageAssets()
  const feed = new LiveFeed(options.standIns)
  const checklist = await Checklist.open(options.store, options.played)
  const api = sandboxApi(options, checklist, feed)
  const policy = contentPolicy(options)
  const stopWatching = watchFlows(checklist, feed, options.log ?? (() => undefined))
  const middleware: Middleware = async (context, next) => {
    const { path } = context
    if (path !== prefix && !path.startsWith(`${prefix}/`)) return next()
    context.set('X-Content-Type-Options', 'nosniff')
    context.set('Referrer-Policy', 'same-origin')
    context.set('Content-Security-Policy', policy)
    const rest = path.slice(prefix.length)
    if (rest === '/events') return feed.serve(context)
    if (rest.startsWith('/api/')) return api(context)
    context.set('Cache-Control', 'no-cache')
    if (rest === '' || rest === '/') {
      context.type = 'html'
      context.body = pageHtml
      return
    }
    if (rest === '/icon.svg') {
      context.type = 'image/svg+xml'
      context.body = iconSvg
      return
    }
    const asset = await assets.get(rest.slice(1))
    if (!asset) return
    context.type = asset.type
    context.set('ETag', asset.etag)
    if (context.get('If-None-Match') === asset.etag) context.status = 304
    else context.body = asset.body
  }
  const close = () => {
    stopWatching()
    feed.close()
  }
  return { middleware, close }
}
