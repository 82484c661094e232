import Router from '@koa/router'
import { z } from 'zod'
import { can } from '../access/context'
import { recordLogin } from '../auth/login-events'
import { forgetTries, numberKeys } from '../auth/login-guard'
import { issueCode } from '../auth/one-time-codes'
import { changePassword, issueReset } from '../auth/password-sign-in'
import { readAdministrators, readLogins } from '../auth/security-views'
import type { Database } from '../db/database'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import { parseValue } from '../records/input'
import { optionalId, single } from './query-values'
import type { HttpContext, SignedInState } from './state'

interface Deps {
  db: Database
  clock: Clock
  publicUrl(): string
}

const own = z.strictObject({ current: z.string().max(200).optional(), password: z.string().min(1).max(200) })

/** The body, or a refusal that names the first field that is wrong. */
function bodyOf<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse('invalidInput', {}, [
    { path: issue?.path.join('.') || String(issue?.code ?? ''), rule: 'type' },
  ])
}

function demand(ctx: HttpContext<SignedInState>): void {
  if (!can(ctx.state.actor.access, { object: 'organisation', verb: 'configure' })) refuse('notPermitted')
}

function employeeOf(ctx: HttpContext<SignedInState>): string {
  const given = (ctx.request as { body?: { employee?: unknown } }).body?.employee
  const id = parseValue({ kind: 'reference' }, given)
  return typeof id === 'string' ? id : refuse('invalidInput', {}, [{ path: 'employee', rule: 'required' }])
}

/** Passwords, locks and the log of sign-ins (SET-8); a code to link one's other chat account. */
export function securityRoutes({ db, clock, publicUrl }: Deps): Router<SignedInState> {
  const router = new Router<SignedInState>({ prefix: '/api/security' })
  const from = (ctx: HttpContext<SignedInState>) => ({ address: ctx.ip, now: clock.now() })

  router.get('/administrators', async ctx => {
    demand(ctx)
    ctx.body = await readAdministrators(db, ctx.state.actor, clock.now())
  })
  router.get('/logins', async ctx => {
    demand(ctx)
    const after = optionalId('after', ctx.query.after)
    const failedOnly = single(ctx.query.only) === 'failed'
    ctx.body = await readLogins(db, ctx.state.actor, { failedOnly, ...(after ? { after } : {}) })
  })
  router.post('/password', async ctx => {
    const { current, password } = bodyOf(own, ctx.request.body)
    const { actor, sessionId } = ctx.state
    await changePassword(db, actor, { current, password, sessionId }, from(ctx))
    ctx.status = 204
  })
  router.post('/reset', async ctx => {
    demand(ctx)
    const { code, expiresAt, name } = await issueReset(db, ctx.state.actor, employeeOf(ctx), from(ctx))
    const link = `${publicUrl()}/#/pages/sign-in/index?reset=${code}`
    ctx.body = { link, name, expiresAt: expiresAt.toISOString() }
  })
  router.post('/unlock', async ctx => {
    demand(ctx)
    const employeeId = employeeOf(ctx)
    const [row] = await db.query<{ mobile: string | null }>(
      'select mobile from employee where id = $1::uuid',
      [employeeId],
    )
    if (!row) refuse('notFound')
    await forgetTries(db, numberKeys(row.mobile ?? '', '').slice(0, 1))
    const { actor } = ctx.state
    const event = {
      kind: 'unlocked',
      way: 'password',
      employeeId,
      actorId: actor.employeeId,
      ok: true,
    } as const
    await recordLogin(db, { ...event, address: ctx.ip }, clock.now())
    ctx.status = 204
  })
  router.post('/link-code', async ctx => {
    const { employeeId } = ctx.state.actor
    const { code, expiresAt } = await issueCode(db, { kind: 'link', employeeId, by: employeeId }, clock.now())
    ctx.body = { code, expiresAt: expiresAt.toISOString() }
  })
  return router
}
