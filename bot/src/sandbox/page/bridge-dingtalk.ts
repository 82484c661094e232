/// <reference lib="dom" />
import { askScanner } from './ask-scanner'
import { choosePictures, place } from './device'
import type { PhoneCall } from './phone-bridge'

type Params = Record<string, unknown>
type Done = (result: unknown) => void

/** A failure in the client's own numbers. */
class Fault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Actions that need no dd.config. */
const open =
  /^(runtime\.|ui\.|device\.notification\.|biz\.navigation\.|biz\.util\.openLink|util\.domainStorage\.|internal\.)/

const stored = (name: unknown) => `dingtalk.${name}`

/** What the client can do, by `service.action`. */
function abilities(call: PhoneCall): Record<string, (params: Params) => Promise<unknown> | unknown> {
  const code = () => call<{ code: string }>('code')
  return {
    'runtime.permission.requestAuthCode': code,
    'runtime.permission.requestAuthCodeV2': code,
    'device.geolocation.get': () => ({ ...place, address: '苏州工业园区', netType: 'wifi' }),
    'biz.util.chooseImage': async ({ count }) => {
      const picked = await choosePictures(Number(count ?? 1))
      if (picked.length === 0) throw new Fault('-1', 'cancelled')
      const chosen = picked.map(file => ({
        path: URL.createObjectURL(file),
        size: file.size,
        fileType: file.type,
      }))
      return { filePaths: chosen.map(({ path }) => path), files: chosen }
    },
    'biz.util.scan': async () => {
      const text = await askScanner()
      if (!text) throw new Fault('-1', 'cancelled')
      return { text }
    },
    'biz.util.openLink': ({ url }) => {
      window.open(`${url}`, '_blank', 'noopener')
      return {}
    },
    'biz.util.previewImage': ({ current }) => {
      window.open(`${current}`, '_blank', 'noopener')
      return {}
    },
    'biz.navigation.setTitle': ({ title }) => {
      document.title = `${title}`
      return {}
    },
    'biz.navigation.setLeft': () => ({}),
    'biz.navigation.setRight': () => ({}),
    'biz.navigation.setMenu': () => ({}),
    'biz.navigation.close': () => ({}),
    'biz.navigation.goBack': () => {
      history.back()
      return {}
    },
    'biz.chat.openSingleChat': () => ({}),
    'biz.clipboardData.setData': async ({ text }) => {
      await navigator.clipboard.writeText(`${text}`)
      return {}
    },
    'device.connection.getNetworkType': () => ({ result: 'wifi' }),
    'device.notification.vibrate': () => ({}),
    'ui.webViewBounce.enable': () => ({}),
    'ui.webViewBounce.disable': () => ({}),
    'ui.pullToRefresh.enable': () => ({}),
    'ui.pullToRefresh.disable': () => ({}),
    'ui.pullToRefresh.stop': () => ({}),
    'util.domainStorage.setItem': ({ name, value }) => {
      localStorage.setItem(stored(name), `${value}`)
      return {}
    },
    'util.domainStorage.getItem': ({ name }) => ({ value: localStorage.getItem(stored(name)) ?? '' }),
    'util.domainStorage.removeItem': ({ name }) => {
      localStorage.removeItem(stored(name))
      return {}
    },
  }
}

/** `window.nuva` as the Android client has it; dd.config is checked against the issued ticket. */
export function installDingtalk(call: PhoneCall): void {
  const known = abilities(call)
  let configured: string[] | undefined

  const config = async ({ agentId, corpId, timeStamp, nonceStr, signature, jsApiList }: Params) => {
    const url = location.href.split('#')[0]
    const claim = { corpId, agentId, url, timestamp: timeStamp, nonce: nonceStr, signature }
    const result = await call<{ hash?: string; code?: number }>('verify', claim)
    if (result.code)
      throw new Fault(
        '3',
        `权限校验失败 Code:${result.code} - nonce:[${nonceStr}],timestamp:[${timeStamp}],url:[${url}]`,
      )
    configured = [jsApiList ?? []].flat().map(name => `${name}`)
    return {}
  }

  const run = (service: string, action: string, params: Params) => {
    const name = `${service}.${action}`
    if (name === 'runtime.permission.requestJsApis') return config(params)
    const ability = known[name]
    if (!ability) throw new Fault('1', `${name} does not exist`)
    if (!open.test(name) && !configured) throw new Fault('7', 'no permission: dd.config first')
    return ability(params)
  }

  const exec = async (ok: Done, fail: Done, service: string, action: string, params: Params = {}) => {
    try {
      ok(await run(service, action, params))
    } catch (error) {
      const code = error instanceof Fault ? error.code : '3'
      fail({ errorCode: code, errorMessage: error instanceof Error ? error.message : '' })
    }
  }
  Object.assign(window, { nuva: { isReady: true, require: () => exec } })
  document.dispatchEvent(new Event('runtimeready'))
}
