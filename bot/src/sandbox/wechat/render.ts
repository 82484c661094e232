import type { ScreenCard, ScreenItem } from '../screen'
import { isJson } from './guard'
import type { Json, LineDoc, MessageDoc, WechatState } from './state'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const inner = (holder: Json, name: string): Json => (isJson(holder[name]) ? holder[name] : {})

const emptyCard = { facts: [], buttons: [], choices: [], inputs: [], links: [] }

type Shown = Pick<ScreenItem, 'kind' | 'text' | 'mediaId' | 'card'>

/** A template message: title, labelled values, and its page (of a mini program the address for old clients). */
function templateCard(state: WechatState, body: Json): ScreenCard {
  const template = state.account.templates[`${body.template_id}`]
  const data = inner(body, 'data')
  const url = text(body.url)
  return {
    ...emptyCard,
    source: state.account.name,
    title: template?.title ?? '',
    facts: (template?.fields ?? []).map(({ key, label }) => ({
      label,
      value: `${inner(data, key).value ?? ''}`,
    })),
    ...(url && { url, links: [{ text: '查看详情', url }] }),
  }
}

function articleCard(article: Json): ScreenCard {
  return {
    ...emptyCard,
    title: text(article.title) ?? '',
    body: text(article.description),
    image: text(article.picurl),
    url: text(article.url),
  }
}

/** A question with its answers to press; whoever presses one says its words. */
function menuCard(body: Json): ScreenCard {
  const list = Array.isArray(body.list) ? body.list.filter(isJson) : []
  return {
    ...emptyCard,
    title: text(body.head_content) ?? '',
    body: text(body.tail_content),
    buttons: list.map(one => ({ key: `${one.id}`, text: `${one.content}`, style: 'plain' })),
  }
}

const shows: Record<string, (body: Json, state: WechatState) => Shown> = {
  text: body => ({ kind: 'text', text: `${body.content}` }),
  image: body => ({ kind: 'image', mediaId: `${body.media_id}` }),
  voice: () => ({ kind: 'text', text: '[语音]' }),
  video: body => ({ kind: 'text', text: `[视频] ${body.title ?? ''}`.trim() }),
  music: body => ({ kind: 'text', text: `[音乐] ${body.title ?? ''}`.trim() }),
  news: body => ({
    kind: 'card',
    card: articleCard(Array.isArray(body.articles) && isJson(body.articles[0]) ? body.articles[0] : {}),
  }),
  msgmenu: body => ({ kind: 'card', card: menuCard(body) }),
  miniprogrampage: body => ({ kind: 'card', card: { ...emptyCard, title: `${body.title}` } }),
  template: (body, state) => ({ kind: 'card', card: templateCard(state, body) }),
}

/** Whether its reader ever sees the message. */
export function isShown(message: MessageDoc): boolean {
  return message.msgtype in shows && (message.status ?? 'success') === 'success'
}

/** A message of the account on its reader's screen. */
export function showMessage(state: WechatState, message: MessageDoc): ScreenItem {
  const base = { id: message.id, at: new Date(message.at).toISOString(), from: 'app' as const }
  const shown = shows[message.msgtype]?.(message.body, state) ?? { kind: 'text' as const, text: '' }
  return { ...base, ...shown }
}

/** A person's own line: pictures as they are, everything else as text. */
export function showLine(line: LineDoc): ScreenItem {
  return {
    id: line.id,
    at: new Date(line.at).toISOString(),
    from: 'me',
    kind: line.kind === 'image' ? 'image' : 'text',
    text: line.kind === 'voice' ? `[语音] ${line.text ?? ''}`.trim() : line.text,
    mediaId: line.kind === 'image' ? line.mediaId : undefined,
    ...(!line.delivered && { undelivered: true }),
  }
}
