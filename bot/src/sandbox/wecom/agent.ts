import type { Answer } from '../http-host'
import type { WecomApp } from './corp'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import { isJson } from './guard'
import type { Json, WecomState } from './state'

/** GET agent/get. */
export function getAgent(state: WecomState): Guarded {
  return (call, app) => {
    if (Number(call.query.get('agentid')) !== app.agentId) return refuse(301002)
    return accept({
      agentid: app.agentId,
      name: app.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: state.corp.people.map(({ userId }) => ({ userid: userId })) },
      allow_partys: { partyid: [1] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: app.trustedDomains[0] ?? '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: app.homeUrl ?? '',
      customized_publish_status: 1,
    })
  }
}

const types = new Set([
  'click',
  'view',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'view_miniprogram',
])

function entryFault(entry: Json, nameLimit: number): Answer | undefined {
  if (Buffer.byteLength(`${entry.name ?? ''}`) > nameLimit || !entry.name) return refuse(40058, 'button.name')
  if (!types.has(`${entry.type}`)) return refuse(40058, 'button.type')
  if (entry.type === 'view') {
    const good = /^https?:\/\//.test(`${entry.url}`) && Buffer.byteLength(`${entry.url}`) <= 1024
    return good ? undefined : refuse(40058, 'button.url')
  }
  const key = entry.type === 'view_miniprogram' ? entry.appid : entry.key
  return key && Buffer.byteLength(`${key}`) <= 128 ? undefined : refuse(40058, 'button.key')
}

function menuFault(button: unknown[]): Answer | undefined {
  if (button.length < 1 || button.length > 3) return refuse(40058, 'button')
  for (const top of button) {
    if (!isJson(top)) return refuse(40058, 'button')
    const below = Array.isArray(top.sub_button) ? top.sub_button.filter(isJson) : []
    if (below.length > 5) return refuse(40058, 'sub_button')
    const found =
      below.length > 0 ? below.map(entry => entryFault(entry, 40)).find(Boolean) : entryFault(top, 16)
    if (found) return found
  }
  return undefined
}

/** POST menu/create. */
export function createMenu(state: WecomState) {
  return async (body: Json, app: WecomApp, agentId: string | null): Promise<Answer> => {
    if (Number(agentId) !== app.agentId) return refuse(301002)
    const button = Array.isArray(body.button) ? body.button : []
    const found = menuFault(button)
    if (found) return found
    await state.menus.put(`${app.agentId}`, { agentId: app.agentId, button })
    state.changes.tell({ kind: 'screen', userIds: state.corp.people.map(({ userId }) => userId) })
    return accept()
  }
}

/** GET menu/get and menu/delete. */
export function getMenu(state: WecomState): Guarded {
  return (call, app) => {
    if (Number(call.query.get('agentid')) !== app.agentId) return refuse(301002)
    const menu = state.menus.get(`${app.agentId}`)
    return menu ? accept({ button: menu.button }) : refuse(46003)
  }
}

export function deleteMenu(state: WecomState): Guarded {
  return async (call, app) => {
    if (Number(call.query.get('agentid')) !== app.agentId) return refuse(301002)
    await state.menus.remove(`${app.agentId}`)
    return accept()
  }
}
