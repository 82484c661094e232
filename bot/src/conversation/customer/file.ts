import type { Value } from '@gonghai/shared/client/api'
import type { CustomerAsset, CustomerDialog } from '@gonghai/shared/ports/customers'
import { echo } from '../reply'
import { readKind } from './read-line'
import { type Answer, ask, type CustomerTurn, openRequests, perform, words } from './turn'

/** What was said so far about a matter. Media are ids of `CustomerDesk.keepMedia`. */
export interface Draft {
  words?: string
  media: readonly string[]
  asset?: CustomerAsset
}

const longestWords = 2000
const mostMachines = 9
const mostRequests = 8

/** A machine as it is named in a line. */
export function machine(turn: CustomerTurn, asset: CustomerAsset): string {
  return turn.t('portal.chat.machine', { name: asset.name, serial: asset.serialNumber })
}

const lines = (texts: readonly string[], first = 1) =>
  texts.map((text, at) => `${first + at}. ${text}`).join('\n')

/** Files of the draft that have been fetched by now. */
async function filesOf(turn: CustomerTurn, media: readonly string[]): Promise<string[]> {
  return media.length > 0 ? turn.desk.takeMedia(turn.customer, media, turn.id) : []
}

/** Whatever somebody says or shows: to one of the open requests, or a new one; asked where that is not clear. */
export async function place(turn: CustomerTurn, draft: Draft): Promise<Answer> {
  const open = await openRequests(turn, mostRequests)
  if (open.length === 0) return begin(turn, draft)
  const requests = open.map(({ id, number, title }) => ({ id, number, title }))
  const media = [...draft.media]
  await ask(turn, { kind: 'place', media, requests, ...(draft.words ? { words: draft.words } : {}) })
  return words(placeQuestion(turn, requests))
}

function placeQuestion(turn: CustomerTurn, requests: readonly { number: string; title: string }[]): string {
  const choices = requests.map(({ number, title }) =>
    turn.t('portal.chat.placeAdd', { number, title: echo(title) }),
  )
  return `${turn.t('portal.chat.place')}\n${lines([...choices, turn.t('portal.chat.placeNew')])}`
}

/** The number of an open request, or the last one for a new request. */
export async function answerPlace(
  turn: CustomerTurn,
  dialog: Extract<CustomerDialog, { kind: 'place' }>,
  choice: number,
): Promise<Answer> {
  const { media, requests } = dialog
  const draft: Draft = { media, ...(dialog.words ? { words: dialog.words } : {}) }
  const request = requests[choice - 1]
  if (request) return add(turn, request, draft)
  if (choice === requests.length + 1) return begin(turn, draft)
  await ask(turn, dialog)
  return words(placeQuestion(turn, requests))
}

/** A new request: filed at once when words and machine are known, else what is missing is asked for (PORTAL-2). */
export async function begin(turn: CustomerTurn, draft: Draft): Promise<Answer> {
  if (!draft.words) {
    const media = [...draft.media]
    await ask(turn, { kind: 'describe', media, ...(draft.asset ? { asset: draft.asset } : {}) })
    return words(turn.t(media.length > 0 ? 'portal.chat.describePicture' : 'portal.chat.describe'))
  }
  const assets = await turn.desk.assets(turn.customer, mostMachines + 1)
  const asset = draft.asset ?? (assets.length === 1 ? assets[0] : undefined)
  if (asset || assets.length === 0) return file(turn, draft, asset, assets)
  const offered = assets.slice(0, mostMachines)
  await ask(turn, { kind: 'machine', words: draft.words, media: [...draft.media], assets: offered })
  return words(machineQuestion(turn, offered))
}

function machineQuestion(turn: CustomerTurn, assets: readonly CustomerAsset[]): string {
  const choices = lines(assets.map(asset => machine(turn, asset)))
  return `${turn.t('portal.chat.which')}\n${choices}\n0. ${turn.t('portal.chat.whichNone')}`
}

/** The number of a machine, 0 for none of them. */
export async function answerMachine(
  turn: CustomerTurn,
  dialog: Extract<CustomerDialog, { kind: 'machine' }>,
  choice: number,
): Promise<Answer> {
  const { assets, media } = dialog
  const asset = assets[choice - 1]
  if (asset || choice === 0) return file(turn, { words: dialog.words, media }, asset, assets)
  await ask(turn, dialog)
  return words(machineQuestion(turn, assets))
}

async function file(
  turn: CustomerTurn,
  draft: Draft,
  asset: CustomerAsset | undefined,
  assets: readonly CustomerAsset[],
): Promise<Answer> {
  const description = (draft.words ?? '').slice(0, longestWords)
  const files = await filesOf(turn, draft.media)
  const input: Record<string, Value> = { description, kind: readKind(description) }
  if (asset) input.asset = asset.id
  if (files.length > 0) input.files = files
  const outcome = await perform(turn, { action: 'request.file', input })
  if (!outcome.ok) {
    await ask(turn, null)
    return words(outcome.code === 'invalidInput' ? turn.t('portal.chat.machineNeeded') : outcome.message)
  }
  const request = { id: String(outcome.result.id), number: String(outcome.result.number) }
  await turn.desk.followMedia(turn.customer, draft.media, request.id)
  const others = assets.filter(one => one.id !== asset?.id).slice(0, mostMachines)
  await ask(turn, { kind: 'filed', request, others, ...(asset ? { asset } : {}) })
  return words(filedText(turn, request.number, asset), [progressLink(turn, request.id)])
}

function filedText(turn: CustomerTurn, number: string, asset: CustomerAsset | undefined): string {
  if (!asset) return turn.t('portal.chat.filed', { number })
  return turn.t('portal.chat.filedAt', { number, machine: machine(turn, asset) })
}

/** A link to the progress page of a request. */
export function progressLink(turn: CustomerTurn, requestId: string) {
  return { text: turn.t('portal.link.progress'), url: turn.desk.requestUrl(requestId) }
}

/** Adds words and pictures to a request; what comes next goes there too (PORTAL-3). */
export async function add(
  turn: CustomerTurn,
  request: { id: string; number: string },
  draft: Draft,
  after: { asset?: CustomerAsset; others: CustomerAsset[] } = { others: [] },
): Promise<Answer> {
  const files = await filesOf(turn, draft.media)
  const said = draft.words?.slice(0, longestWords)
  if (said || files.length > 0) {
    const input: Record<string, Value> = { request: request.id }
    if (said) input.words = said
    if (files.length > 0) input.files = files
    const outcome = await perform(turn, { action: 'request.add', input })
    if (!outcome.ok) {
      await ask(turn, null)
      return words(outcome.message)
    }
  }
  await turn.desk.followMedia(turn.customer, draft.media, request.id)
  await ask(turn, { kind: 'filed', request, ...after })
  const key = said ? 'portal.chat.added' : 'portal.chat.addedPicture'
  return words(turn.t(key, { number: request.number }), [progressLink(turn, request.id)])
}
