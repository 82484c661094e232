import type { Answer } from '../http-host'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import { isJson } from './guard'
import type { Json, WechatState } from './state'

/** What an entry of each type must name, besides its own name. */
const types: Record<string, string[]> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  media_id: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  miniprogram: ['appid', 'pagepath', 'url'],
}

/** The refusals for entries at the foot of the chat, and for those that open above them. */
const levels = {
  top: { type: 40017, name: 40018, key: 40019, url: 40020, nameRoom: 16 },
  sub: { type: 40024, name: 40025, key: 40026, url: 40027, nameRoom: 60 },
}

const size = (value: unknown) => (typeof value === 'string' ? Buffer.byteLength(value) : 0)
const within = (value: unknown, room: number) => size(value) >= 1 && size(value) <= room
const rooms: Record<string, number> = { key: 128, url: 1024 }

function entryFault(entry: Json, level: keyof typeof levels): number | undefined {
  const codes = levels[level]
  if (!within(entry.name, codes.nameRoom)) return codes.name
  const type = `${entry.type ?? ''}`
  const needed = Object.hasOwn(types, type) ? types[type] : undefined
  if (!needed) return codes.type
  const wrong = needed.find(field => !within(entry[field], rooms[field] ?? 1024))
  if (wrong) return wrong === 'url' ? codes.url : codes.key
  return type === 'view' && !/^https?:\/\//.test(`${entry.url}`) ? codes.url : undefined
}

function topFault(top: unknown): number | undefined {
  if (!isJson(top)) return 40016
  const below = Array.isArray(top.sub_button) ? top.sub_button : []
  if (below.length === 0) return entryFault(top, 'top')
  if (!within(top.name, levels.top.nameRoom)) return levels.top.name
  if (below.length > 5) return 40023
  return below.map(entry => (isJson(entry) ? entryFault(entry, 'sub') : 40023)).find(Boolean)
}

function menuFault(button: unknown): number | undefined {
  if (!Array.isArray(button) || button.length < 1 || button.length > 3) return 40016
  return button.map(topFault).find(Boolean)
}

const followers = (state: WechatState) =>
  state.followers.values().flatMap(one => (one.following ? [one.openId] : []))

/** POST menu/create. */
export function createMenu(state: WechatState) {
  return async (body: Json): Promise<Answer> => {
    const fault = menuFault(body.button)
    if (fault) return refuse(state, fault)
    await state.menus.put('menu', { button: body.button as unknown[] })
    state.changes.tell({ kind: 'screen', userIds: followers(state) })
    return accept()
  }
}

const withList = (entry: unknown) => (isJson(entry) ? { sub_button: [], ...entry } : entry)

/** GET menu/get. */
export function getMenu(state: WechatState): Guarded {
  return () => {
    const menu = state.menus.get('menu')
    return menu ? { body: { menu: { button: menu.button.map(withList) } } } : refuse(state, 46003)
  }
}

/** GET menu/delete. */
export function deleteMenu(state: WechatState): Guarded {
  return async () => {
    await state.menus.remove('menu')
    state.changes.tell({ kind: 'screen', userIds: followers(state) })
    return accept()
  }
}

/** The entry with this key (or address) that a follower can press. */
export function findEntry(state: WechatState, key: string): { type: 'click' | 'view' } | undefined {
  const tops = (state.menus.get('menu')?.button ?? []).filter(isJson)
  const entries = tops.flatMap(top => {
    const below = Array.isArray(top.sub_button) ? top.sub_button.filter(isJson) : []
    return below.length > 0 ? below : [top]
  })
  if (entries.some(entry => entry.type === 'click' && entry.key === key)) return { type: 'click' }
  return entries.some(entry => entry.type === 'view' && entry.url === key) ? { type: 'view' } : undefined
}
