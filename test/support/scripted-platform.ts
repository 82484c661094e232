import { PlatformError } from '@gonghai/shared/ports/errors'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'

/** A chat platform that answers by script and sends nothing anywhere. */
export interface ScriptedPlatform extends ChatPlatform {
  /** Codes that it will exchange, once each, and whose they are. */
  codes: Map<string, string>
  /** What the next exchange fails with. */
  failure: PlatformError | undefined
}

/** A platform of any name whose logins are scripted by `codes`. */
export function scriptedPlatform(name: PlatformName): ScriptedPlatform {
  const codes = new Map<string, string>()
  const page = (path: string) => (redirect: string, state: string) =>
    `https://${name}.example.com/${path}?${new URLSearchParams({ redirect, state })}`
  const platform: ScriptedPlatform = {
    name,
    codes,
    failure: undefined,
    sender: {
      abilities: {
        cardInput: true,
        updateNeedsCode: false,
        idempotentText: false,
        perPerson: { perMinute: 30, perHour: 1000 },
      },
      sendText: async (_to, _message, key) => ({ remoteId: key }),
      sendCard: async (_to, _card, copyId) => ({ remoteId: copyId }),
      updateCard: async () => undefined,
    },
    signIn: {
      ...(name === 'dingtalk' ? {} : { authorizeUrl: page('authorize') }),
      ...(name === 'wechat' ? {} : { webLoginUrl: page('login') }),
      exchange: async code => {
        if (platform.failure) throw platform.failure
        const userId = codes.get(code)
        codes.delete(code)
        if (!userId) throw new PlatformError(name, 'exchange', 'spent', '40029')
        return { userId }
      },
    },
    readDirectory: async () => ({ departments: [], people: [] }),
    signPage: async url => ({ corpId: 'c', agentId: 'a', timestamp: 1, nonce: 'n', signature: url }),
    fetchMedia: async () => ({ bytes: new Uint8Array(), contentType: 'image/png' }),
  }
  return platform
}
