import type { PortalMe } from '@gonghai/shared/client/portal-api'
import { locales } from '@gonghai/shared/i18n/locale'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon, type IconName } from '../../kit/icon'
import { Press } from '../../kit/press'
import { locale, setLocale, useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import type { PortalRoute } from '../../lib/portal-route'
import { queries } from '../../lib/query'
import { customer } from '../../lib/session'
import { host } from '../../platform'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { toast } from '../../ui/toast'
import { go } from './go'
import { PortalPage } from './portal-page'
import { portalChanged } from './use-portal'

/** The customer's first page: three big things, and a rating that is asked for. */
export function PortalHome() {
  const t = useT()
  return (
    <PortalPage title={t('ui.portal.title')} root>
      {me => <Content me={me} />}
    </PortalPage>
  )
}

function Content({ me }: { me: PortalMe }) {
  const t = useT()
  const big: { key: string; icon: IconName; route: PortalRoute; note: string }[] = [
    { key: 'new', icon: 'service', route: { page: 'new' }, note: t('ui.portal.home.newNote') },
    {
      key: 'requests',
      icon: 'clock',
      route: { page: 'requests' },
      note: t('ui.portal.home.requestsNote', { count: me.openRequests }),
    },
    {
      key: 'assets',
      icon: 'machine',
      route: { page: 'assets' },
      note: t('ui.portal.home.assetsNote', { count: me.assets }),
    },
  ]
  return (
    <>
      <Box className="portal-hello">
        <Box className="portal-name">
          {me.name ? t('ui.portal.home.hello', { name: me.name }) : t('ui.portal.home.helloYou')}
        </Box>
        {me.company && <Box className="portal-company">{me.company}</Box>}
      </Box>
      {me.survey && (
        <Press className="portal-strip" onPress={() => me.survey && go({ page: 'rate', id: me.survey.id })}>
          <Icon name="star" size={20} />
          <Words className="portal-strip-words">
            {t('ui.portal.home.rate', { title: me.survey.request.title })}
          </Words>
          <Icon name="forward" size={16} />
        </Press>
      )}
      {big.map(({ key, icon, route, note }) => (
        <Press key={key} className={`card portal-big portal-big-${key}`} onPress={() => go(route)}>
          <Box className="portal-big-icon">
            <Icon name={icon} size={28} />
          </Box>
          <Box className="item-main">
            <Box className="portal-big-title">{t(`ui.portal.home.${key}`)}</Box>
            <Box className="portal-big-note">{note}</Box>
          </Box>
          <Icon name="forward" size={18} />
        </Press>
      ))}
      {!me.following && <Box className="portal-hint">{t('ui.portal.home.follow')}</Box>}
      <Foot />
    </>
  )
}

/** The language, and the way out where the device may be somebody else's. */
function Foot() {
  const t = useT()
  const say = useFailureText()
  const [choosing, setChoosing] = useState(false)
  const choose = async (next: (typeof locales)[number]) => {
    setChoosing(false)
    try {
      // The server first: the pages follow the language that it knows.
      await portalApi.setLocale(next)
      await setLocale(next)
      await portalChanged()
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
  const leave = async () => {
    // Where the server is out of reach, the session ends at least here.
    await portalApi.signOut().catch(() => undefined)
    queries.clear()
    customer.drop(true)
  }
  return (
    <Box className="portal-foot">
      <Button look="text" small icon="globe" onPress={() => setChoosing(true)}>
        {t(`ui.language.${locale()}`)}
      </Button>
      {host.name !== 'wechat' && (
        <Button look="text" small onPress={() => void leave()}>
          {t('ui.me.signOut')}
        </Button>
      )}
      {choosing && (
        <Sheet title={t('ui.me.language')} onClose={() => setChoosing(false)}>
          {locales.map(one => (
            <Press
              key={one}
              role="radio"
              className="pick-row"
              pressed={one === locale()}
              onPress={() => void choose(one)}
            >
              <Box className="pick-main">{t(`ui.language.${one}`)}</Box>
              {one === locale() && <Icon name="check" />}
            </Press>
          ))}
        </Sheet>
      )}
    </Box>
  )
}
