import { createBot } from '@gonghai/bot/index'
import type { MenuButton, OfficialAccount } from '@gonghai/shared/ports/official-account'
import { scriptedPlatform } from '../../support/scripted-platform'
import { recordingLog } from '../platforms/support/recording-log'
import { fakeCrm } from './fake-crm'

function account(publish: (buttons: MenuButton[]) => Promise<void>): OfficialAccount {
  const unused = () => Promise.reject(new Error('not part of a menu'))
  return {
    ...scriptedPlatform('wechat'),
    name: 'wechat',
    publishMenu: publish,
    createSceneQr: unused,
    follower: unused,
    sendTemplate: unused,
  }
}

describe('CHAT-3 the menu of the official account', () => {
  test('is put there at the start, by keys that the conversation answers', async () => {
    const published: MenuButton[][] = []
    const platform = account(async buttons => void published.push(buttons))
    const bot = createBot({ platforms: [platform], crm: fakeCrm().crm, log: recordingLog() })
    await bot.start()
    expect(published).toEqual([
      [
        { text: '报修', key: 'portal.new' },
        { text: '我的服务', key: 'portal.requests' },
        { text: '我的设备', key: 'portal.assets' },
      ],
    ])
    await bot.stop()
  })

  test('an account that refuses it keeps nobody from starting; the log says why, and nothing secret', async () => {
    const log = recordingLog()
    const platform = account(() => Promise.reject(new Error('48001')))
    const bot = createBot({ platforms: [platform, scriptedPlatform('wecom')], crm: fakeCrm().crm, log })
    await bot.start()
    await new Promise(resolve => setImmediate(resolve))
    expect(log.lines.join()).toContain('the menu was not published')
    await bot.stop()
  })
})
