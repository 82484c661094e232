import type { Context } from 'koa'
import { type FaultKind, faultKinds } from './faults'
import type { Checklist } from './flows'
import type { LiveFeed } from './live-feed'
import type { SandboxOptions } from './mount'
import { pictureType } from './picture-type'
import type { PhoneControl } from './screen'

/** A request that cannot be carried out: status and a word for the page. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    word: string,
  ) {
    super(word)
  }
}

type Control = NonNullable<SandboxOptions['standIns']['wecom' | 'dingtalk']>['control']
type Body = Record<string, unknown>

const maxBytes = 10 * 1024 * 1024

async function readBytes(context: Context): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new Refusal(413, 'too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The JSON body, read here or by a body parser in front. */
async function readJson(context: Context): Promise<Body> {
  const parsed = (context.request as { body?: unknown }).body
  if (typeof parsed === 'object' && parsed !== null) return parsed as Body
  try {
    const value: unknown = JSON.parse((await readBytes(context)).toString('utf8') || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  } catch (error) {
    if (error instanceof Refusal) throw error
  }
  throw new Refusal(400, 'not a JSON object')
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Refusal(400, 'path')
  }
}

const word = (value: unknown, name: string, limit = 4000): string => {
  if (typeof value !== 'string' || value === '' || value.length > limit) throw new Refusal(400, name)
  return value
}

function strings(value: unknown): Record<string, string> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'values')
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, `${entry}`]))
}

/** Who holds a phone at first: somebody of the wanted kind on whose screen most has arrived. */
function defaultSeat(control: Control, leader: boolean): string | undefined {
  const ranked = control.people().map(({ userId, leader: leads }) => ({
    userId,
    rank: (leads === leader ? 1000 : 0) + Math.min(control.screen(userId).length, 999),
  }))
  const best = Math.max(...ranked.map(({ rank }) => rank))
  return ranked.find(({ rank }) => rank === best)?.userId
}

/** The page's own API below `/sandbox/api/`; it only speaks to the stand-ins' controls. */
export function sandboxApi(options: SandboxOptions, checklist: Checklist, feed: LiveFeed) {
  const { wecom, dingtalk } = options.standIns

  function controlOf(platform: string | undefined): Control {
    const control =
      platform === 'wecom' ? wecom?.control : platform === 'dingtalk' ? dingtalk?.control : undefined
    if (!control) throw new Refusal(404, 'no such phone')
    return control
  }

  function phoneOf(platform: string | undefined, userId: string | undefined): PhoneControl & Control {
    const control = controlOf(platform)
    if (!control.people().some(person => person.userId === userId)) throw new Refusal(404, 'no such person')
    return control
  }

  function phone(control: Control, seat: string | undefined, leader: boolean) {
    const people = control.people()
    const { offline, dropCallbacks, duplicateCallbacks } = control.faults
    return {
      platform: control.platform,
      people,
      seat: people.some(({ userId }) => userId === seat) ? seat : defaultSeat(control, leader),
      faults: { offline, dropCallbacks, duplicateCallbacks, waiting: control.faults.list() },
    }
  }

  async function state() {
    const phones = [
      ...(wecom ? [phone(wecom.control, options.seats?.wecom, false)] : []),
      ...(dingtalk ? [phone(dingtalk.control, options.seats?.dingtalk, true)] : []),
    ]
    const canMoveClock = options.moveClock !== undefined
    const now = options.now().toISOString()
    return { now, canMoveClock, miniappUrl: options.miniappUrl, flows: await checklist.list(), phones }
  }

  async function ticked(deed: { press?: string; line?: string }) {
    if (await checklist.notice(deed)) feed.tell({ kind: 'flows' })
  }

  const media = (context: Context, platform: string, userId: string, mediaId: string) => {
    const found = phoneOf(platform, userId).media(userId, mediaId)
    const type = found && pictureType(found.bytes)
    if (!found || !type) throw new Refusal(404, 'no such picture')
    context.type = type
    context.set('Cache-Control', 'private, max-age=3600')
    return found.bytes
  }

  async function picture(context: Context, control: PhoneControl, userId: string) {
    const bytes = await readBytes(context)
    const contentType = pictureType(bytes)
    if (!contentType) throw new Refusal(415, 'not a picture')
    const fileName = `picture.${contentType.split('/')[1]}`
    return control.sendPicture(userId, { bytes, fileName, contentType })
  }

  /** What the person at a phone does; each verb is one POST. */
  const deeds: Record<string, (context: Context, control: Control, userId: string) => Promise<unknown>> = {
    say: async (context, control, userId) => {
      const line = word((await readJson(context)).text, 'text')
      const delivery = await control.typeLine(userId, line)
      if (delivery.delivered) await ticked({ line })
      return delivery
    },
    press: async (context, control, userId) => {
      const body = await readJson(context)
      const key = word(body.key, 'key')
      const delivery = await control.press(userId, word(body.item, 'item'), key, strings(body.values))
      if (delivery.delivered) await ticked({ press: key })
      return delivery
    },
    open: (_, control, userId) => control.openChat(userId),
    picture: (context, control, userId) => picture(context, control, userId),
    code: async (_, control, userId) => ({ code: await control.mintCode(userId) }),
    menu: async (context, control, userId) => {
      if (control.platform !== 'wecom') throw new Refusal(404, 'no menu')
      return control.pressMenu(userId, word((await readJson(context)).key, 'key'))
    },
    media: async (context, control) => {
      if (control.platform !== 'wecom') throw new Refusal(404, 'no upload')
      const bytes = await readBytes(context)
      const contentType = pictureType(bytes)
      if (!contentType) throw new Refusal(415, 'not a picture')
      return { mediaId: await control.uploadPicture({ bytes, fileName: 'picture', contentType }) }
    },
    verify: async (context, control) => verify(control, await readJson(context)),
  }

  function verify(control: Control, body: Body) {
    const url = word(body.url, 'url')
    const claim = {
      corpId: `${body.corpId ?? ''}`,
      agentId: `${body.agentId ?? ''}`,
      url,
      timestamp: `${body.timestamp ?? ''}`,
      nonce: `${body.nonce ?? ''}`,
      signature: `${body.signature ?? ''}`,
    }
    if (control.platform === 'dingtalk') return control.checkPageConfig(claim)
    const kind = body.kind === 'agent' ? 'agent' : 'corp'
    return { fault: control.checkPageSignature({ ...claim, kind }) ?? null }
  }

  async function setFaults(context: Context) {
    const body = await readJson(context)
    const { faults } = controlOf(`${body.platform}`)
    if (body.clear === true) faults.clear()
    if (typeof body.offline === 'boolean') faults.offline = body.offline
    if (typeof body.dropCallbacks === 'boolean') faults.dropCallbacks = body.dropCallbacks
    if (typeof body.duplicateCallbacks === 'boolean') faults.duplicateCallbacks = body.duplicateCallbacks
    if (body.kind !== undefined) {
      if (!faultKinds.includes(body.kind as FaultKind)) throw new Refusal(400, 'kind')
      const times = Math.min(Math.max(Number(body.times) || 1, 1), 100)
      faults.next(word(body.path, 'path', 200), body.kind as FaultKind, times)
    }
    return state()
  }

  async function moveClock(context: Context) {
    if (!options.moveClock) throw new Refusal(404, 'the clock stands')
    const to = new Date(word((await readJson(context)).to, 'to', 40))
    if (Number.isNaN(to.getTime()) || to <= options.now())
      throw new Refusal(400, 'the clock only goes forward')
    await options.moveClock(to)
    feed.tell({ kind: 'clock' })
    return state()
  }

  const wireOf = () =>
    [...(wecom?.control.wire.list() ?? []), ...(dingtalk?.control.wire.list() ?? [])].sort((a, b) =>
      a.at === b.at ? a.id - b.id : a.at < b.at ? -1 : 1,
    )

  async function read(context: Context, parts: string[]): Promise<unknown> {
    const [what, platform = '', userId = '', mediaId = ''] = parts
    if (what === 'state') return state()
    if (what === 'wire') return wireOf()
    if (what === 'screen') {
      const control = phoneOf(platform, userId)
      return { items: control.screen(userId), menu: control.platform === 'wecom' ? control.menu() : [] }
    }
    if (what === 'media') return media(context, platform, userId, mediaId)
    throw new Refusal(404, 'not found')
  }

  async function write(context: Context, parts: string[]): Promise<unknown> {
    // A form of another site cannot send this header, so nobody presses buttons from outside.
    if (context.get('x-sandbox') !== '1') throw new Refusal(403, 'x-sandbox header missing')
    const [what, platform, userId = '', verb = ''] = parts
    if (what === 'faults') return setFaults(context)
    if (what === 'clock') return moveClock(context)
    const deed = what === 'phones' ? deeds[verb] : undefined
    if (!deed) throw new Refusal(404, 'not found')
    return deed(context, phoneOf(platform, userId) as Control, userId)
  }

  return async (context: Context): Promise<void> => {
    context.set('Cache-Control', 'no-store')
    try {
      const parts = context.path.slice('/sandbox/api/'.length).split('/').map(decode)
      context.body = context.method === 'POST' ? await write(context, parts) : await read(context, parts)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      context.status = error.status
      context.body = { error: error.message }
    }
  }
}
