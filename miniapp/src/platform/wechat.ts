import { portalApi } from '../lib/portal-api'
import type { Host } from './host'

/** The part of WeChat's JS-SDK that we use; it is there only where the page around us has brought it. */
interface Wx {
  config(options: Record<string, unknown>): void
  ready(done: () => void): void
  error(failed: (problem: { errMsg?: string }) => void): void
  scanQRCode(options: Record<string, unknown>): void
}

const wx = (): Wx | undefined => {
  const found = (window as { wx?: Partial<Wx> }).wx
  return found?.config && found.scanQRCode ? (found as Wx) : undefined
}

async function prepare(sdk: Wx): Promise<void> {
  const { corpId, timestamp, nonce, signature } = await portalApi.pageSignature(
    window.location.href.split('#')[0] ?? '',
  )
  await new Promise<void>((done, failed) => {
    sdk.ready(done)
    sdk.error(problem => failed(new Error(problem.errMsg ?? 'wx.config')))
    sdk.config({ appId: corpId, timestamp, nonceStr: nonce, signature, jsApiList: ['scanQRCode'] })
  })
}

/** The web view of WeChat (微信), where customers come from the official account. */
export const wechat: Host = {
  name: 'wechat',
  drawsBar: true,
  signIn: 'redirect',
  setTitle(title) {
    document.title = title
  },
  ...(wx() && {
    async scan() {
      const sdk = wx()
      if (!sdk) return undefined
      await prepare(sdk)
      return new Promise<string | undefined>((found, failed) => {
        sdk.scanQRCode({
          needResult: 1,
          scanType: ['qrCode'],
          success: (answer: { resultStr?: string }) => found(answer.resultStr),
          cancel: () => found(undefined),
          fail: (problem: { errMsg?: string }) => failed(new Error(problem.errMsg ?? 'scanQRCode')),
        })
      })
    },
  }),
}
