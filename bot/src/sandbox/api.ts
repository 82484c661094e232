import type { Context } from 'koa'
import { type FaultKind, faultKinds } from './faults'
import type { Checklist } from './flows'
import type { LiveFeed } from './live-feed'
import type { SandboxOptions } from './mount'
import { decodePart, PageRefusal, readJson, word } from './page-request'
import { type Control, phoneDeeds } from './phone-deeds'
import { pictureType } from './picture-type'
import type { Sitter, Sticker } from './screen'
import { qrSvg } from './wechat/qr-picture'

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
  const { wecom, dingtalk, wechat } = options.standIns
  const controls: Control[] = [wecom, dingtalk, wechat].flatMap(one => (one ? [one.control] : []))

  function controlOf(platform: string | undefined): Control {
    const control = controls.find(one => one.platform === platform)
    if (!control) throw new PageRefusal(404, 'no such phone')
    return control
  }

  function phoneOf(platform: string | undefined, userId: string | undefined): Control {
    const control = controlOf(platform)
    if (!control.people().some(person => person.userId === userId))
      throw new PageRefusal(404, 'no such person')
    return control
  }

  /** What the company knows of a customer, beside what WeChat does. */
  function customer(person: Sitter): Sitter {
    const known = options.followers?.find(({ openId }) => openId === person.userId)
    const origin = new URL(options.miniappUrl, 'http://localhost').origin
    const stickers = known?.machines.map(
      ({ name, serialNumber, code }): Sticker => ({ name, serialNumber, url: `${origin}/q/${code}` }),
    )
    return { ...person, department: known?.company, phoneEnding: known?.phoneEnding, stickers }
  }

  /** On their side of the desk most is told to those who lead nobody, or to those who do. */
  const seats = { wecom: false, dingtalk: true, wechat: false }

  function phone(control: Control) {
    const { platform } = control
    const people = platform === 'wechat' ? control.people().map(customer) : control.people()
    const wanted = options.seats?.[platform] ?? (platform === 'wechat' ? people[0]?.userId : undefined)
    const { offline, dropCallbacks, duplicateCallbacks } = control.faults
    return {
      platform,
      people,
      ...(platform === 'wechat' ? { name: control.accountName } : {}),
      seat: people.some(({ userId }) => userId === wanted) ? wanted : defaultSeat(control, seats[platform]),
      faults: { offline, dropCallbacks, duplicateCallbacks, waiting: control.faults.list() },
    }
  }

  async function state() {
    const canMoveClock = options.moveClock !== undefined
    const now = options.now().toISOString()
    const flows = await checklist.list()
    return { now, canMoveClock, miniappUrl: options.miniappUrl, flows, phones: controls.map(phone) }
  }

  const deeds = phoneDeeds(async deed => {
    if (await checklist.notice(deed)) feed.tell({ kind: 'flows' })
  })

  const media = (context: Context, platform: string, userId: string, mediaId: string) => {
    const found = phoneOf(platform, userId).media(userId, mediaId)
    const type = found && pictureType(found.bytes)
    if (!found || !type) throw new PageRefusal(404, 'no such picture')
    context.type = type
    context.set('Cache-Control', 'private, max-age=3600')
    return found.bytes
  }

  /** The picture of a QR code with this text; longer than a sticker's address it cannot be. */
  const qr = (context: Context, text: string) => {
    if (text === '' || Buffer.byteLength(text) > 78) throw new PageRefusal(400, 'text')
    context.type = 'image/svg+xml'
    context.set('Cache-Control', 'private, max-age=3600')
    return qrSvg(text)
  }

  async function setFaults(context: Context) {
    const body = await readJson(context)
    const { faults } = controlOf(`${body.platform}`)
    if (body.clear === true) faults.clear()
    if (typeof body.offline === 'boolean') faults.offline = body.offline
    if (typeof body.dropCallbacks === 'boolean') faults.dropCallbacks = body.dropCallbacks
    if (typeof body.duplicateCallbacks === 'boolean') faults.duplicateCallbacks = body.duplicateCallbacks
    if (body.kind !== undefined) {
      if (!faultKinds.includes(body.kind as FaultKind)) throw new PageRefusal(400, 'kind')
      const times = Math.min(Math.max(Number(body.times) || 1, 1), 100)
      faults.next(word(body.path, 'path', 200), body.kind as FaultKind, times)
    }
    return state()
  }

  async function moveClock(context: Context) {
    if (!options.moveClock) throw new PageRefusal(404, 'the clock stands')
    const to = new Date(word((await readJson(context)).to, 'to', 40))
    if (Number.isNaN(to.getTime()) || to <= options.now())
      throw new PageRefusal(400, 'the clock only goes forward')
    await options.moveClock(to)
    feed.tell({ kind: 'clock' })
    return state()
  }

  const wireOf = () =>
    controls
      .flatMap(control => control.wire.list())
      .sort((a, b) => (a.at === b.at ? a.id - b.id : a.at < b.at ? -1 : 1))

  function screen(control: Control, userId: string) {
    const items = control.screen(userId)
    if (control.platform === 'dingtalk') return { items, menu: [] }
    if (control.platform === 'wecom') return { items, menu: control.menu() }
    return { items, menu: control.menu(userId), standing: control.standing(userId), codes: control.codes() }
  }

  async function read(context: Context, parts: string[]): Promise<unknown> {
    const [what, platform = '', userId = '', mediaId = ''] = parts
    if (what === 'state') return state()
    if (what === 'wire') return wireOf()
    if (what === 'screen') return screen(phoneOf(platform, userId), userId)
    if (what === 'media') return media(context, platform, userId, mediaId)
    if (what === 'qr') return qr(context, platform)
    throw new PageRefusal(404, 'not found')
  }

  async function write(context: Context, parts: string[]): Promise<unknown> {
    // A form of another site cannot send this header, so nobody presses buttons from outside.
    if (context.get('x-sandbox') !== '1') throw new PageRefusal(403, 'x-sandbox header missing')
    const [what, platform, userId = '', verb = ''] = parts
    if (what === 'faults') return setFaults(context)
    if (what === 'clock') return moveClock(context)
    const deed = what === 'phones' && Object.hasOwn(deeds, verb) ? deeds[verb] : undefined
    if (!deed) throw new PageRefusal(404, 'not found')
    return deed(context, phoneOf(platform, userId), userId)
  }

  return async (context: Context): Promise<void> => {
    context.set('Cache-Control', 'no-store')
    try {
      const parts = context.path.slice('/sandbox/api/'.length).split('/').map(decodePart)
      context.body = context.method === 'POST' ? await write(context, parts) : await read(context, parts)
    } catch (error) {
      if (!(error instanceof PageRefusal)) throw error
      context.status = error.status
      context.body = { error: error.message }
    }
  }
}
