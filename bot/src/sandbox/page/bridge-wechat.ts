/// <reference lib="dom" />
import { askScanner } from './ask-scanner'
import type { PhoneCall } from './phone-bridge'

type Params = Record<string, unknown>
type Answer = Params & { errMsg: string }

interface Options extends Params {
  success?(answer: Answer): void
  fail?(answer: Answer): void
  cancel?(answer: Answer): void
  complete?(answer: Answer): void
}

/** What the client can do once the page is verified, by the names of the JS-SDK. */
const abilities: Record<string, (options: Options) => Promise<Params | 'cancel'> | Params> = {
  scanQRCode: async () => {
    const resultStr = await askScanner()
    return resultStr === undefined ? 'cancel' : { resultStr }
  },
  previewImage: ({ current }) => {
    window.open(`${current}`, '_blank', 'noopener')
    return {}
  },
  closeWindow: () => ({}),
  hideOptionMenu: () => ({}),
  showOptionMenu: () => ({}),
  checkJsApi: ({ jsApiList }) => ({
    checkResult: Object.fromEntries([jsApiList].flat().map(name => [`${name}`, `${name}` in abilities])),
  }),
}

/** `window.wx` as the JS-SDK 1.6 makes it in WeChat; wx.config is checked against the issued ticket. */
export function installWechat(call: PhoneCall): void {
  const allowed = new Set(['checkJsApi'])
  const waiting: (() => void)[] = []
  let failed: ((answer: Answer) => void) | undefined
  let verified = false

  const config = async ({ appId, timestamp, nonceStr, signature, jsApiList }: Params): Promise<void> => {
    const url = location.href.split('#')[0]
    const claim = { appId, timestamp, nonce: nonceStr, signature, url }
    const { fault } = await call<{ fault: string | null }>('verify', claim)
    if (fault) return failed?.({ errMsg: `config:${fault}` })
    for (const name of [jsApiList ?? []].flat()) allowed.add(`${name}`)
    verified = true
    for (const ready of waiting.splice(0)) ready()
  }

  const run = async (name: string, options: Options = {}): Promise<void> => {
    const end = (how: 'success' | 'fail' | 'cancel', answer: Answer) => {
      options[how]?.(answer)
      options.complete?.(answer)
    }
    if (!allowed.has(name)) return end('fail', { errMsg: `${name}:permission denied` })
    const result = await abilities[name]?.(options)
    if (result === 'cancel') end('cancel', { errMsg: `${name}:cancel` })
    else end('success', { ...result, errMsg: `${name}:ok` })
  }

  const calls = Object.keys(abilities).map(name => [name, (options?: Options) => void run(name, options)])
  const wx = {
    ...Object.fromEntries(calls),
    config: (options: Params) => {
      config(options).catch(() => failed?.({ errMsg: 'config:fail' }))
    },
    ready: (done: () => void) => {
      if (verified) done()
      else waiting.push(done)
    },
    error: (heard: (answer: Answer) => void) => {
      failed = heard
    },
  }
  Object.assign(window, { wx })
}
