import type { ServerResponse } from 'node:http'
import type { Context } from 'koa'
import type { Change } from './changes'
import type { DingtalkStandIn, WechatStandIn, WecomStandIn } from './stand-ins'

/** Server-sent events of the page: whose screen changed, that the wire moved, that something was ticked. */
export class LiveFeed {
  private readonly listeners = new Set<ServerResponse>()
  private readonly stops: (() => void)[] = []
  private readonly beat: NodeJS.Timeout

  constructor(standIns: { wecom?: WecomStandIn; dingtalk?: DingtalkStandIn; wechat?: WechatStandIn }) {
    for (const standIn of [standIns.wecom, standIns.dingtalk, standIns.wechat]) {
      if (!standIn) continue
      const { platform } = standIn.control
      this.stops.push(standIn.control.changes.subscribe(change => this.tell({ platform, ...change })))
    }
    // Proxies and dead sockets: a comment now and then keeps the stream alive.
    this.beat = setInterval(() => this.write(': beat\n\n'), 15_000)
    this.beat.unref()
  }

  /** Answers `GET /sandbox/events` with an endless stream, past Koa: its end is no error, and nothing holds it back. */
  serve(context: Context): void {
    context.respond = false
    const { res } = context
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    res.write('retry: 1000\n\n')
    this.listeners.add(res)
    res.on('close', () => this.listeners.delete(res))
  }

  /** Whether anybody has the page open. */
  get watched(): boolean {
    return this.listeners.size > 0
  }

  /** Sends one event to every open page. */
  tell(event: (Change & { platform: string }) | { kind: 'flows' } | { kind: 'clock' }): void {
    this.write(`data: ${JSON.stringify(event)}\n\n`)
  }

  close(): void {
    clearInterval(this.beat)
    for (const stop of this.stops) stop()
    for (const stream of this.listeners) stream.end()
    this.listeners.clear()
  }

  private write(text: string): void {
    for (const stream of this.listeners) stream.write(text)
  }
}
