/// <reference lib="dom" />
import { installDingtalk } from './bridge-dingtalk'
import { installWechat } from './bridge-wechat'
import { installWecom } from './bridge-wecom'
import { languageKey } from './language-key'

/** What a host's client brings into its web view. */
export interface HostBridge {
  userAgent: string
  install(call: PhoneCall): void
}

/** A call for the person who holds this phone, below `/sandbox/api/phones/<platform>/<userId>/`. */
export type PhoneCall = <T>(verb: string, body?: Blob | object) => Promise<T>

const hosts: Record<string, HostBridge> = {
  wecom: {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; sandbox) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1 NetType/WIFI Language/zh',
    install: installWecom,
  },
  dingtalk: {
    userAgent:
      'Mozilla/5.0 (Linux; U; Android 14; zh-CN; sandbox) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 AliApp(DingTalk/7.6.0) com.alibaba.android.rimet/7.6.0 language/zh-CN',
    install: installDingtalk,
  },
  wechat: {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; sandbox) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50.2701 WeChat/arm64 NetType/WIFI Language/zh_CN ABI/arm64',
    install: installWechat,
  },
}

function caller(platform: string, userId: string): PhoneCall {
  return async <T>(verb: string, body: Blob | object = {}): Promise<T> => {
    const blob = body instanceof Blob
    const answer = await fetch(`/sandbox/api/phones/${platform}/${encodeURIComponent(userId)}/${verb}`, {
      method: 'POST',
      headers: { 'x-sandbox': '1', 'content-type': blob ? body.type : 'application/json' },
      body: blob ? body : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
    return (await answer.json()) as T
  }
}

// Without the name that a phone gives its web view, this page is in an ordinary browser: nothing happens.
const [, platform = '', held = ''] = /^gonghai-phone:([a-z]+):(.+)$/.exec(window.name) ?? []
const host = hosts[platform]
if (host) {
  const own = (name: string, value: unknown) =>
    Object.defineProperty(navigator, name, { get: () => value, configurable: true })
  own('userAgent', host.userAgent)
  const language = localStorage.getItem(languageKey)
  if (language) {
    own('language', language)
    own('languages', [language])
  }
  host.install(caller(platform, decodeURIComponent(held)))
}
