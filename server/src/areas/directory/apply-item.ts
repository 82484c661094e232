import { type DifferenceKind, directoryApplyItem } from '@gonghai/shared/actions/directory'
import { translator } from '@gonghai/shared/i18n'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { mobileForms } from '../../records/normalise-name'
import type { DifferenceData } from './difference'
import { heed } from './said'

interface Item {
  platform: string
  kind: DifferenceKind
  remoteId: string
  subject: string | null
  data: DifferenceData
}

/** What is said of it: a key of `organisation.directory.done`. */
type Applied = string

/** The department of ours that a remote one is by now. */
async function departmentOf(
  ctx: Ctx,
  platform: string,
  remoteId: string | null | undefined,
): Promise<string | undefined> {
  if (!remoteId) return undefined
  const [row] = await ctx.tx.query<{ department_id: string }>(
    'select department_id from remote_department where platform = $1 and remote_id = $2',
    [platform, remoteId],
  )
  return row?.department_id
}

async function topDepartment(ctx: Ctx): Promise<string> {
  const [row] = await ctx.tx.query<{ id: string }>(
    'select id from department where parent_id is null order by position, id limit 1',
  )
  return row?.id ?? ctx.refuse('itemGone')
}

/** Where a newcomer belongs: their linked department; where that was not taken along, the top one. */
const homeOf = async (ctx: Ctx, { platform, data }: Item): Promise<string> =>
  (await departmentOf(ctx, platform, data.department)) ?? topDepartment(ctx)

/** The new department of somebody who has one: where it was not taken along, they stay where they are. */
async function newHomeOf(ctx: Ctx, { platform, data }: Item): Promise<string> {
  const found = await departmentOf(ctx, platform, data.department)
  const name = data.changes?.find(({ label }) => label === 'department')?.to ?? ''
  return found ?? ctx.refuse('departmentNotTaken', { name })
}

async function personOf(
  ctx: Ctx,
  platform: string,
  userId: string | null | undefined,
): Promise<string | undefined> {
  if (!userId) return undefined
  const [row] = await ctx.tx.query<{ id: string }>(
    `select e.id from identity i join employee e on e.id = i.employee_id
     where i.platform = $1 and lower(i.user_id) = lower($2) and e.active`,
    [platform, userId],
  )
  return row?.id
}

async function linkDepartment(ctx: Ctx, { platform, remoteId }: Item, department: string): Promise<void> {
  await ctx.tx.query(
    `insert into remote_department (platform, remote_id, department_id) values ($1, $2, $3::uuid)
     on conflict (platform, remote_id) do update set department_id = excluded.department_id`,
    [platform, remoteId, department],
  )
}

async function newDepartment(ctx: Ctx, item: Item): Promise<Applied> {
  const parent = (await departmentOf(ctx, item.platform, item.data.parent)) ?? (await topDepartment(ctx))
  const made = await ctx.call('department.create', { name: item.data.name, parent })
  await linkDepartment(ctx, item, String(made.result?.id))
  return 'departmentNew'
}

async function knownDepartment(ctx: Ctx, item: Item): Promise<Applied> {
  await linkDepartment(ctx, item, item.subject!)
  return 'departmentLink'
}

async function renameDepartment(ctx: Ctx, { subject, data }: Item): Promise<Applied> {
  await ctx.call('department.change', { department: subject, name: data.name })
  return 'departmentRename'
}

async function moveDepartment(ctx: Ctx, { platform, subject, data }: Item): Promise<Applied> {
  const parent = (await departmentOf(ctx, platform, data.parent)) ?? ctx.refuse('itemGone')
  await ctx.call('department.move', { department: subject, parent })
  return 'departmentMove'
}

async function forgetDepartment(ctx: Ctx, { platform, remoteId }: Item): Promise<Applied> {
  await ctx.tx.query('delete from remote_department where platform = $1 and remote_id = $2', [
    platform,
    remoteId,
  ])
  return 'departmentLink'
}

/** Departments without a head get the one that the platform names. */
async function headDepartments(ctx: Ctx, { platform, data }: Item, employee: string): Promise<void> {
  for (const remote of data.leads ?? []) {
    const department = await departmentOf(ctx, platform, remote)
    const [empty] = await ctx.tx.query(
      'select 1 from department where id = $1::uuid and manager_id is null',
      [department ?? null],
    )
    if (empty) await ctx.call('department.change', { department, manager: employee })
  }
}

/** A number is one active colleague's. */
async function isTaken(ctx: Ctx, mobile: string): Promise<boolean> {
  const rows = await ctx.tx.query('select 1 from employee where mobile = any($1::text[]) and active', [
    mobileForms(mobile),
  ])
  return rows.length > 0
}

/** The newcomer is a colleague: the account is theirs, and the number where they have none. */
async function joinColleague(ctx: Ctx, { platform, remoteId, data }: Item): Promise<Applied> {
  await ctx.call('employee.link', { employee: data.employee, platform, userId: remoteId })
  const [known] = await ctx.tx.query<{ mobile: string | null }>(
    'select mobile from employee where id = $1::uuid',
    [data.employee],
  )
  if (data.mobile && !known?.mobile && !(await isTaken(ctx, data.mobile)))
    await ctx.call('employee.change', { employee: data.employee, mobile: data.mobile })
  return 'linked'
}

async function join(ctx: Ctx, item: Item): Promise<Applied> {
  const { platform, remoteId: userId, data } = item
  if (data.employee) return joinColleague(ctx, item)
  const taken = data.mobile ? await isTaken(ctx, data.mobile) : false
  const made = await ctx.call('employee.create', {
    name: data.name,
    department: await homeOf(ctx, item),
    leader: await personOf(ctx, platform, data.leader),
    title: data.title,
    mobile: taken ? undefined : data.mobile,
  })
  const employee = String(made.result?.id)
  await ctx.call('employee.link', { employee, platform, userId })
  await headDepartments(ctx, item, employee)
  return taken ? 'joinWithoutMobile' : 'join'
}

async function comeBack(ctx: Ctx, item: Item): Promise<Applied> {
  const department = await departmentOf(ctx, item.platform, item.data.department)
  await ctx.call('employee.return', { employee: item.subject, department })
  return 'back'
}

async function rename(ctx: Ctx, { platform, subject, data }: Item): Promise<Applied> {
  const changed = (data.changes ?? []).filter(({ label }) => label === 'name' || label === 'title')
  const said = Object.fromEntries(changed.map(({ label, to }) => [label, to]))
  await ctx.call('employee.change', { employee: subject, ...said })
  await heed(ctx.tx, platform, subject!, said)
  return 'rename'
}

async function move(ctx: Ctx, item: Item): Promise<Applied> {
  await ctx.call('employee.move', {
    employee: item.subject,
    department: await newHomeOf(ctx, item),
    bring: true,
  })
  await heed(ctx.tx, item.platform, item.subject!, { department: item.data.department ?? null })
  return 'move'
}

async function changeLeader(ctx: Ctx, { platform, subject, data }: Item): Promise<Applied> {
  const leader = (await personOf(ctx, platform, data.leader)) ?? ctx.refuse('itemGone')
  await ctx.call('employee.change', { employee: subject, leader })
  await heed(ctx.tx, platform, subject!, { leader: data.leader ?? null })
  return 'leader'
}

/** Whoever is still on another platform loses this account only; else they have left, and what they hold waits for its handover. */
async function leave(ctx: Ctx, { platform, subject }: Item): Promise<Applied> {
  const elsewhere = await ctx.tx.query(
    'select 1 from identity where employee_id = $1::uuid and platform <> $2',
    [subject, platform],
  )
  if (elsewhere.length > 0) {
    await ctx.call('employee.unlink', { employee: subject, platform })
    return 'keep'
  }
  await ctx.call('employee.leave', { employee: subject })
  return 'leave'
}

const appliers: Record<DifferenceKind, (ctx: Ctx, item: Item) => Promise<Applied>> = {
  departmentLink: knownDepartment,
  departmentNew: newDepartment,
  departmentRename: renameDepartment,
  departmentMove: moveDepartment,
  departmentGone: forgetDepartment,
  join,
  back: comeBack,
  rename,
  move,
  leader: changeLeader,
  leave,
}

/** Applies one difference by the verbs that an administrator would use, with their checks and history. */
export const applyItem = handle(directoryApplyItem, async (ctx, input) => {
  const [item] = await ctx.tx.query<Item & { state: string; run: string }>(
    `select r.platform, r.state as run, i.kind, i.remote_id as "remoteId", i.subject_id as subject, i.data, i.state
     from directory_item i join directory_run r on r.id = i.run_id
     where i.run_id = $1::uuid and i.seq = $2::int for update of i`,
    [input.run, input.item],
  )
  if (!item || (item.run !== 'applying' && item.run !== 'ready')) return ctx.refuse('runNotReady')
  if (item.state !== 'open') return ctx.refuse('itemGone')
  const applied = await appliers[item.kind](ctx, item)
  const text = translator(ctx.actor.locale)(`organisation.directory.done.${applied}`, {
    name: item.data.name,
  })
  await ctx.tx.query(
    `update directory_item set state = 'done', message = $3,
       data = case when $4 = 'leave' then data || jsonb_build_object('leftAt', $5::text) else data end
     where run_id = $1::uuid and seq = $2::int`,
    [input.run, input.item, text, applied, ctx.now.toISOString()],
  )
  return { result: { item: input.item }, say: { text } }
})
