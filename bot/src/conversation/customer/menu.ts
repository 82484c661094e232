import { translator } from '@gonghai/shared/i18n'
import type { Logger } from '@gonghai/shared/ports/logger'
import type { OfficialAccount } from '@gonghai/shared/ports/official-account'

/** Puts our three entries into the account's menu. A platform that refuses keeps nobody from starting: the reason is logged. */
export async function publishPortalMenu(account: OfficialAccount, log: Logger): Promise<void> {
  const t = translator('zh-CN')
  const entry = (name: 'new' | 'requests' | 'assets') => ({
    text: t(`portal.menu.${name}`),
    key: `portal.${name}`,
  })
  try {
    await account.publishMenu([entry('new'), entry('requests'), entry('assets')])
  } catch (error) {
    log.warn({ platform: account.name, err: error }, 'the menu was not published')
  }
}
