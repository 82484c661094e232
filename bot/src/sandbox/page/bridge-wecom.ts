/// <reference lib="dom" />
import { askScanner } from './ask-scanner'
import { choosePictures, place } from './device'
import type { PhoneCall } from './phone-bridge'

type Params = Record<string, unknown>
type Answer = Params & { err_msg: string }

interface Verified {
  fault: string | null
}

const files = new Map<string, File>()

/** Calls that any page may make before it is verified. */
const open = new Set([
  'preVerifyJSAPI',
  'agentConfig',
  'closeWindow',
  'hideOptionMenu',
  'showOptionMenu',
  'checkJsApi',
])

async function chooseImage(params: Params): Promise<Params | 'cancel'> {
  const picked = await choosePictures(Number(params.count ?? 9))
  if (picked.length === 0) return 'cancel'
  const localIds = picked.map(file => {
    const id = URL.createObjectURL(file)
    files.set(id, file)
    return id
  })
  return { localIds: JSON.stringify(localIds) }
}

/** What the client can do, by the names under which the SDK calls it. */
function abilities(call: PhoneCall): Record<string, (params: Params) => Promise<Params | 'cancel'> | Params> {
  return {
    geoLocation: () => ({ ...place, speed: '0' }),
    getContext: () => ({ entry: 'normal' }),
    getNetworkType: () => ({ networkType: 'wifi' }),
    chooseImage,
    uploadImage: async ({ localId }) => {
      const file = files.get(`${localId}`)
      if (!file) throw new Error('invalid localId')
      const { mediaId } = await call<{ mediaId: string }>('media', file)
      return { serverId: mediaId }
    },
    imagePreview: ({ current }) => {
      window.open(`${current}`, '_blank', 'noopener')
      return {}
    },
    scanQRCode: async () => {
      const resultStr = await askScanner()
      return resultStr ? { resultStr } : 'cancel'
    },
    openDefaultBrowser: ({ url }) => {
      window.open(`${url}`, '_blank', 'noopener')
      return {}
    },
    setClipboardData: async ({ data }) => {
      await navigator.clipboard.writeText(`${data}`)
      return {}
    },
    checkJsApi: ({ jsApiList }) => ({
      checkResult: Object.fromEntries([jsApiList].flat().map(name => [`${name}`, true])),
    }),
    closeWindow: () => ({}),
    hideOptionMenu: () => ({}),
    showOptionMenu: () => ({}),
    openEnterpriseChat: () => ({ chatId: 'sandbox' }),
    shareAppMessage: () => ({}),
    shareWechatMessage: () => ({}),
    sendChatMessage: () => ({}),
    openUserProfile: () => ({}),
    previewFile: () => ({}),
    openLocation: () => ({}),
  }
}

/** `window.WeixinJSBridge` as the WeCom client has it: signatures are checked against the issued tickets. */
export function installWecom(call: PhoneCall): void {
  const known = abilities(call)
  const allowed = new Set<string>(open)
  const url = () => location.href.split('#')[0]

  const verify = async (claim: Params, apis: unknown): Promise<Params> => {
    const { fault } = await call<Verified>('verify', { ...claim, url: url() })
    if (fault) throw new Error(fault)
    for (const name of [apis].flat()) allowed.add(`${name}`)
    return {}
  }

  const run = (name: string, params: Params): Promise<Params | 'cancel'> | Params => {
    if (name === 'preVerifyJSAPI') {
      const { verifyTimestamp, verifyNonceStr, verifySignature, appId, verifyJsApiList } = params
      const claim = { timestamp: verifyTimestamp, nonce: verifyNonceStr, signature: verifySignature }
      return verify({ kind: 'corp', corpId: appId, ...claim }, verifyJsApiList)
    }
    if (name === 'agentConfig') {
      const { corpid, agentid, timestamp, nonceStr, signature, jsApiList } = params
      const claim = { timestamp, nonce: nonceStr, signature }
      return verify({ kind: 'agent', corpId: corpid, agentId: agentid, ...claim }, jsApiList)
    }
    const ability = known[name]
    if (!ability) throw new Error('function not exist')
    if (!allowed.has(name)) throw new Error('the permission value is offline verifying')
    return ability(params)
  }

  const invoke = async (name: string, params: Params = {}, done?: (answer: Answer) => void) => {
    try {
      const result = await run(name, params)
      done?.(result === 'cancel' ? { err_msg: `${name}:cancel` } : { err_msg: `${name}:ok`, ...result })
    } catch (error) {
      done?.({ err_msg: `${name}:fail ${error instanceof Error ? error.message : ''}` })
    }
  }
  const bridge = { invoke, on: () => undefined, call: () => undefined }
  Object.assign(window, { WeixinJSBridge: bridge })
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
}
