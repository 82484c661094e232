import { XMLParser } from 'fast-xml-parser'
import { type CallbackKeys, decrypt, sameSignature, sign } from '../wecom/crypto'
import type { WechatMode } from './account'
import { isJson } from './guard'
import { liveMedia } from './media'
import type { Json, WechatState } from './state'

/** What the account answered to a push: nothing, a message, or something that is none. */
export type Reply =
  | { kind: 'silent' }
  | { kind: 'message'; msgtype: string; body: Json; xml: string }
  | { kind: 'bad'; reason: string }

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  isArray: name => name === 'item',
})

/** The children of `<xml>`; throws for anything else. */
function readXml(text: string): Json {
  const root: unknown = parser.parse(text, true)
  if (!isJson(root) || !isJson(root.xml)) throw new Error('xml')
  return root.xml
}

const textOf = (holder: Json, name: string) => (typeof holder[name] === 'string' ? holder[name] : '')
const inner = (holder: Json, name: string): Json => (isJson(holder[name]) ? holder[name] : {})

function need(condition: boolean, reason: string): void {
  if (!condition) throw new Error(reason)
}

/** The message inside an encrypted answer; throws when signature or receiver are wrong. */
function open(keys: CallbackKeys, wrapper: Json): string {
  const encrypted = textOf(wrapper, 'Encrypt')
  const expected = sign(keys.token, textOf(wrapper, 'TimeStamp'), textOf(wrapper, 'Nonce'), encrypted)
  need(sameSignature(expected, textOf(wrapper, 'MsgSignature')), 'reply signature')
  return decrypt(keys, encrypted)
}

function clear(keys: CallbackKeys, mode: WechatMode, text: string): string {
  const outer = readXml(text)
  const wrapped = textOf(outer, 'Encrypt') !== ''
  need(mode === 'compat' || wrapped === (mode === 'safe'), wrapped ? 'reply encrypted' : 'reply in the clear')
  return wrapped ? open(keys, outer) : text
}

const media = (element: string) => (state: WechatState, xml: Json) => {
  const mediaId = textOf(inner(xml, element), 'MediaId')
  need(liveMedia(state, mediaId) !== undefined, 'reply media')
  return { media_id: mediaId }
}

const link = (item: Json) => ({
  title: textOf(item, 'Title'),
  description: textOf(item, 'Description'),
  url: textOf(item, 'Url'),
  picurl: textOf(item, 'PicUrl'),
})

/** The body of each msgtype, in the form that customer-service messages have; throws what is wrong. */
const bodies: Record<string, (state: WechatState, xml: Json) => Json> = {
  text: (_, xml) => {
    const content = textOf(xml, 'Content')
    need(content.trim() !== '' && Buffer.byteLength(content) <= 2048, 'reply content')
    return { content }
  },
  image: media('Image'),
  voice: media('Voice'),
  video: media('Video'),
  music: (_, xml) => {
    const music = inner(xml, 'Music')
    return { title: textOf(music, 'Title'), description: textOf(music, 'Description') }
  },
  news: (_, xml) => {
    const { item } = inner(xml, 'Articles')
    const items = Array.isArray(item) ? item.filter(isJson) : []
    need(items.length >= 1 && items.length <= 8, 'reply articles')
    need(Number(textOf(xml, 'ArticleCount')) === items.length, 'reply ArticleCount')
    // Whoever wrote or pressed something sees the first one only.
    return { articles: items.slice(0, 1).map(link) }
  },
  transfer_customer_service: () => ({}),
}

/** Reads the body of a 200: `success` and nothing are silence; the rest must be a message to this person. */
export function readReply(
  state: WechatState,
  keys: CallbackKeys,
  mode: WechatMode,
  text: string,
  openId: string,
): Reply {
  if (['', 'success'].includes(text.trim())) return { kind: 'silent' }
  try {
    const xml = clear(keys, mode, text)
    const message = readXml(xml)
    need(textOf(message, 'ToUserName') === openId, 'reply ToUserName')
    need(textOf(message, 'FromUserName') === state.account.originalId, 'reply FromUserName')
    need(/^\d+$/.test(textOf(message, 'CreateTime')), 'reply CreateTime')
    const msgtype = textOf(message, 'MsgType')
    const read = Object.hasOwn(bodies, msgtype) ? bodies[msgtype] : undefined
    if (!read) return { kind: 'bad', reason: 'reply MsgType' }
    return { kind: 'message', msgtype, body: read(state, message), xml }
  } catch (error) {
    const reason =
      error instanceof Error && error.message.startsWith('reply ') ? error.message : 'not a reply'
    return { kind: 'bad', reason }
  }
}
