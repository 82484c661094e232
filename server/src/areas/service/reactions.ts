import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'
import { type RequestFacts, requestFacts } from './card-facts'
import { deskPeople } from './engineers'
import { openOrderStates } from './orders'

const requestId = (event: DomainEvent) => String(event.payload.request)
const recordOf = (id: string) => `serviceRequest:${id}`

/** The order under way and who has it. */
async function holderOf(
  ctx: ReactionCtx,
  id: string,
): Promise<{ order: string; engineer: string } | undefined> {
  const [row] = await ctx.tx.query<{ order: string; engineer: string }>(
    `select id as order, owner_id as engineer from work_order
     where request_id = $1::uuid and state = any($2::text[]) and deleted_at is null`,
    [id, openOrderStates],
  )
  return row
}

/** A request waits: everybody at the desk has a card, and the first to press gives it out (CHAT-9). */
async function askDesk(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const recipients = await deskPeople(ctx.tx)
  await ctx.messenger.openCard(ctx.tx, { kind: 'dispatch', matter: recordOf(requestId(event)), recipients })
}

/** Whoever looks after the customer knows what the customer asked for. */
async function tellAccountManager(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const row = await requestFacts(ctx.tx, requestId(event))
  const [manager] = await ctx.tx.query<{ owner_id: string | null; created_by: string | null }>(
    `select c.owner_id, r.created_by from service_request r join customer c on c.id = r.customer_id
     where r.id = $1::uuid`,
    [requestId(event)],
  )
  if (!row || !manager?.owner_id || manager.owner_id === manager.created_by) return
  const params = { customer: row.customer, number: row.number, title: row.title }
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: manager.owner_id,
    text: { key: 'card.service.filed', params },
    links: [{ text: row.number, record: recordOf(row.id) }],
    dedupeKey: `request.filed:${row.id}`,
  })
}

/** The engineer gets the work as a card. */
async function giveWork(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const matter = `workOrder:${payload.order}`
  await ctx.messenger.openCard(ctx.tx, { kind: 'workOrder', matter, recipients: [String(payload.engineer)] })
}

/** Every card about a request shows how far it is. */
async function showProgress(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const id = requestId(event)
  await ctx.messenger.touchCard(ctx.tx, { kind: 'dispatch', matter: recordOf(id) })
  const orders = await ctx.tx.query<{ id: string }>(
    'select id from work_order where request_id = $1::uuid order by id',
    [id],
  )
  for (const order of orders) {
    await ctx.messenger.touchCard(ctx.tx, { kind: 'workOrder', matter: `workOrder:${order.id}` })
  }
  const row = await requestFacts(ctx.tx, id)
  for (let times = 1; times <= (row?.urges ?? 0); times++) {
    await ctx.messenger.touchCard(ctx.tx, { kind: 'urged', matter: `${recordOf(id)}/${times}` })
  }
}

/** The engineer who has it, else the desk. */
async function inCharge(ctx: ReactionCtx, id: string): Promise<string[]> {
  const holder = await holderOf(ctx, id)
  return holder ? [holder.engineer] : deskPeople(ctx.tx)
}

async function urge(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const id = requestId(event)
  const matter = `${recordOf(id)}/${event.payload.times}`
  await ctx.messenger.openCard(ctx.tx, { kind: 'urged', matter, recipients: await inCharge(ctx, id) })
}

/** Says something about a request to people, once per event. */
async function tell(
  ctx: ReactionCtx,
  event: DomainEvent,
  people: readonly string[],
  say: (row: RequestFacts) => { key: string; params: Record<string, string | number> },
): Promise<void> {
  const row = await requestFacts(ctx.tx, requestId(event))
  if (!row) return
  for (const employeeId of people) {
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId,
      text: say(row),
      links: [{ text: row.number, record: recordOf(row.id) }],
      dedupeKey: `${event.name}:${event.id}:${employeeId}`,
      urgency: 'now',
    })
  }
}

async function tellAdded(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const [step] = await ctx.tx.query<{ words: string | null; pictures: number }>(
    'select words, cardinality(file_ids) as pictures from request_step where id = $1::uuid',
    [event.payload.step],
  )
  const people = await inCharge(ctx, requestId(event))
  await tell(ctx, event, people, row => ({
    key: step?.words ? 'card.service.added' : 'card.service.addedPictures',
    params: {
      number: row.number,
      customer: row.customer,
      words: step?.words ?? '',
      count: step?.pictures ?? 0,
    },
  }))
}

interface OrderRow {
  engineer_id: string
  engineer: string
  reason: string | null
}

async function orderOf(ctx: ReactionCtx, event: DomainEvent): Promise<OrderRow | undefined> {
  const [row] = await ctx.tx.query<OrderRow>(
    `select o.owner_id as engineer_id, e.name as engineer, o.reason from work_order o
     join employee e on e.id = o.owner_id where o.id = $1::uuid`,
    [event.payload.order],
  )
  return row
}

/** The desk hears who refused and why; the card to give it out again comes with it. */
async function tellRefused(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const order = await orderOf(ctx, event)
  await tell(ctx, event, await deskPeople(ctx.tx), row => ({
    key: 'card.service.refused',
    params: { number: row.number, name: order?.engineer ?? '', reason: order?.reason ?? '' },
  }))
}

/** An engineer need not go after all. */
async function tellCalledOff(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const order = await orderOf(ctx, event)
  if (!order) return
  await tell(ctx, event, [order.engineer_id], row => ({
    key: row.state === 'withdrawn' ? 'card.service.calledOffByCustomer' : 'card.service.calledOff',
    params: { number: row.number, title: row.title, customer: row.customer },
  }))
}

async function askCallBack(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const { survey, task, manager } = payload as { survey: string; task: string; manager: string }
  await ctx.messenger.openCard(ctx.tx, {
    kind: 'lowMark',
    matter: `task:${task}`,
    params: { survey },
    recipients: [manager],
  })
}

/** The engineer hears what the customer thought. */
async function tellMark(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const [row] = await ctx.tx.query<{
    engineer_id: string | null
    stars: number
    words: string | null
    request_id: string
    number: string
  }>(
    `select s.engineer_id, s.stars, s.words, s.request_id, r.number from survey s
     join service_request r on r.id = s.request_id where s.id = $1::uuid`,
    [payload.survey],
  )
  if (!row?.engineer_id) return
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: row.engineer_id,
    text: {
      key: row.words ? 'card.service.markedWith' : 'card.service.marked',
      params: { number: row.number, stars: row.stars, words: row.words ?? '' },
    },
    links: [{ text: row.number, record: recordOf(row.request_id) }],
    dedupeKey: `survey.answered:${payload.survey}`,
  })
}

async function showCallBack(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  await ctx.messenger.touchCard(ctx.tx, { kind: 'lowMark', matter: `task:${payload.task}` })
}

/** What follows from requests, orders and surveys, for staff; customers are told by the portal. */
export const serviceReactions: readonly Reaction[] = [
  { name: 'service.askDesk', on: ['request.filed', 'request.returned'], run: askDesk },
  { name: 'service.tellAccountManager', on: ['request.filed'], run: tellAccountManager },
  { name: 'service.giveWork', on: ['request.dispatched'], run: giveWork },
  { name: 'service.showProgress', on: ['request.stepped', 'request.corrected'], run: showProgress },
  { name: 'service.urge', on: ['request.urged'], run: urge },
  { name: 'service.tellAdded', on: ['request.added'], run: tellAdded },
  { name: 'service.tellRefused', on: ['work.refused'], run: tellRefused },
  { name: 'service.tellCalledOff', on: ['work.calledOff'], run: tellCalledOff },
  { name: 'service.askCallBack', on: ['survey.low'], run: askCallBack },
  { name: 'service.tellMark', on: ['survey.answered'], run: tellMark },
  { name: 'service.showCallBack', on: ['task.completed'], run: showCallBack },
]
