import type { Context } from 'koa'
import { type Body, PageRefusal, readBytes, readJson, strings, word } from './page-request'
import { pictureType } from './picture-type'
import type { PhoneControl } from './screen'
import type { DingtalkStandIn, WechatStandIn, WecomStandIn } from './stand-ins'

/** What stands behind one phone. */
export type Control = (WecomStandIn | DingtalkStandIn | WechatStandIn)['control']

/** Hears what was delivered, to tick the checklist. */
export type Ticked = (deed: { press?: string; line?: string }) => Promise<void>

/** What the person at a phone does. */
type Deed = (context: Context, control: Control, userId: string) => Promise<unknown>

async function picture(context: Context, control: PhoneControl, userId: string) {
  const bytes = await readBytes(context)
  const contentType = pictureType(bytes)
  if (!contentType) throw new PageRefusal(415, 'not a picture')
  const fileName = `picture.${contentType.split('/')[1]}`
  return control.sendPicture(userId, { bytes, fileName, contentType })
}

async function menu(context: Context, control: Control, userId: string) {
  if (control.platform === 'dingtalk') throw new PageRefusal(404, 'no menu')
  return control.pressMenu(userId, word((await readJson(context)).key, 'key', 1024))
}

async function media(context: Context, control: Control) {
  if (control.platform === 'dingtalk') throw new PageRefusal(404, 'no upload')
  const bytes = await readBytes(context)
  const contentType = pictureType(bytes)
  if (!contentType) throw new PageRefusal(415, 'not a picture')
  return { mediaId: await control.uploadPicture({ bytes, fileName: 'picture', contentType }) }
}

/** The page inside asks its host whether its signature is good. */
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
  if (control.platform === 'wechat')
    return { fault: control.checkPageSignature({ ...claim, appId: `${body.appId ?? ''}` }) ?? null }
  const kind = body.kind === 'agent' ? 'agent' : 'corp'
  return { fault: control.checkPageSignature({ ...claim, kind }) ?? null }
}

/** A deed that only WeChat knows. */
const inWechat =
  (deed: (control: WechatStandIn['control'], userId: string, body: Body) => Promise<unknown>): Deed =>
  async (context, control, userId) => {
    if (control.platform !== 'wechat') throw new PageRefusal(404, 'only in WeChat')
    return deed(control, userId, await readJson(context))
  }

/** Every verb of `POST /sandbox/api/phones/<platform>/<userId>/<verb>`. */
export function phoneDeeds(ticked: Ticked): Record<string, Deed> {
  return {
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
    picture,
    code: async (_, control, userId) => ({ code: await control.mintCode(userId) }),
    menu,
    media,
    verify: async (context, control) => verify(control, await readJson(context)),
    follow: inWechat((control, userId) => control.follow(userId)),
    unfollow: inWechat((control, userId) => control.unfollow(userId)),
    scan: inWechat((control, userId, body) => control.scan(userId, word(body.code, 'code', 1024))),
    refuse: inWechat(async (control, userId, body) => {
      await control.setRefuses(userId, body.on === true)
      return control.standing(userId)
    }),
  }
}
