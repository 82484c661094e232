import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Sql } from '../db/database'

/** What is counted and measured, in Prometheus' form. */
export class Metrics {
  readonly registry = new Registry()
  readonly #requests: Histogram<'method' | 'route' | 'status'>
  readonly #jobs: Counter<'task' | 'result'>

  constructor(sql: Sql) {
    collectDefaultMetrics({ register: this.registry })
    this.#requests = new Histogram({
      name: 'gonghai_http_request_seconds',
      help: 'Duration of HTTP requests by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [this.registry],
    })
    this.#jobs = new Counter({
      name: 'gonghai_jobs_total',
      help: 'Jobs that ended, by task and result',
      labelNames: ['task', 'result'],
      registers: [this.registry],
    })
    const outbound = new Gauge({
      name: 'gonghai_outbound_messages',
      help: 'Messages to people that are not sent, by platform and state',
      labelNames: ['platform', 'state'],
      registers: [this.registry],
      async collect() {
        const rows = await sql.query<{ platform: string; state: string; count: number }>(
          `select platform, state, count(*)::int as count from outbound_message
           where state in ('waiting', 'sending', 'unknown', 'dead') group by platform, state`,
        )
        outbound.reset()
        for (const row of rows) outbound.set({ platform: row.platform, state: row.state }, row.count)
      },
    })
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  finished(task: string, ok: boolean): void {
    this.#jobs.inc({ task, result: ok ? 'done' : 'failed' })
  }
}
