import { type Locale, locales } from '@gonghai/shared/i18n/locale'
import { lazy, Suspense, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon, type IconName } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { hasText, locale, setLocale, t as translate, useT } from '../../lib/i18n'
import { useMe, useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { queries } from '../../lib/query'
import { dropSession } from '../../lib/session'
import { host } from '../../platform'
import { objectsLabel } from '../../records/words'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { toast } from '../../ui/toast'
import { sectionsOf } from '../settings/sections'
import './me.scss'

const LinkSheet = lazy(() => import('../organisation/link-sheet'))

/** Who one is here, the lists that have no tab, the language, and the way out. */
export default function MePage() {
  const t = useT()
  const me = useMe()
  const { data: meta } = useMeta()
  const { open } = useNavigation()
  const [choosing, setChoosing] = useState(false)
  const [linking, setLinking] = useState(false)
  if (!me) return null
  const lists = (['task', 'contract', 'product', 'partner'] as const).filter(name =>
    meta?.objects.some(one => one.name === name),
  )
  return (
    <Page title={t('ui.tab.me')} root>
      <Scroll className="me">
        <Box className="card me-card">
          <Avatar name={me.name} size={56} />
          <Box className="item-main">
            <Box className="me-name">{me.name}</Box>
            <Box className="me-line">{[me.title, me.department.name].filter(Boolean).join(t('ui.dot'))}</Box>
            <Box className="me-line">
              {[me.organisation, t(`ui.platform.${me.platform}`)].join(t('ui.dot'))}
            </Box>
          </Box>
        </Box>
        <Box className="card me-list">
          <Line icon="approval" text={t('ui.approval.title')} onPress={() => open({ page: 'approvals' })} />
          {sectionsOf(meta?.may ?? []).length > 0 && (
            <Line icon="settings" text={t('ui.me.settings')} onPress={() => open({ page: 'settings' })} />
          )}
          {meta?.objects.some(one => one.verbs.includes('restore')) && (
            <Line icon="trash" text={t('ui.me.bin')} onPress={() => open({ page: 'bin' })} />
          )}
          {meta?.actions['segment.create'] && (
            <Line icon="customers" text={t('ui.me.segments')} onPress={() => open({ page: 'segments' })} />
          )}
          <Line icon="scan" text={t('ui.lookUp')} onPress={() => open({ page: 'collisions' })} />
          <Line icon="checks" text={t('operation.mine')} onPress={() => open({ page: 'operations' })} />
          {lists.map(name => (
            <Line
              key={name}
              icon={name === 'task' ? 'today' : name === 'contract' ? 'file' : 'inbox'}
              text={objectsLabel(name)}
              onPress={() => open({ page: 'list', object: name })}
            />
          ))}
        </Box>
        <Box className="card me-list">
          <Line
            icon="globe"
            text={t('ui.me.language')}
            value={t(`ui.language.${locale()}`)}
            onPress={() => setChoosing(true)}
          />
          <Line icon="key" text={t('ui.me.link')} onPress={() => setLinking(true)} />
          <Box className="me-row">
            <Icon name="person" />
            <Words className="me-text">{t('ui.me.roles')}</Words>
            <Words className="me-value">{me.roles.map(roleText).join(t('ui.listComma'))}</Words>
          </Box>
          <Box className="me-row">
            <Icon name="clock" />
            <Words className="me-text">{t('ui.me.zone')}</Words>
            <Words className="me-value">{me.timeZone}</Words>
          </Box>
        </Box>
        <Button wide icon="exit" onPress={() => void signOut()}>
          {t('ui.me.signOut')}
        </Button>
        {host.close && (
          <Button wide look="text" onPress={() => void host.close?.()}>
            {t('ui.me.close')}
          </Button>
        )}
      </Scroll>
      {linking && (
        <Suspense>
          <LinkSheet onClose={() => setLinking(false)} />
        </Suspense>
      )}
      {choosing && <LanguageSheet onClose={() => setChoosing(false)} />}
    </Page>
  )
}

/** A role that comes with Gonghai by its words, one of the company's own by its name. */
const roleText = (role: string) => (hasText(`ui.role.${role}`) ? translate(`ui.role.${role}`) : role)

/** Ends the session on the server too; where that is out of reach, at least here. */
async function signOut(): Promise<void> {
  await api.signOut().catch(() => undefined)
  queries.clear()
  dropSession(true)
}

interface LineProps {
  icon: IconName
  text: string
  value?: string
  onPress: () => void
}

function Line({ icon, text, value, onPress }: LineProps) {
  return (
    <Press className="me-row" onPress={onPress}>
      <Icon name={icon} />
      <Words className="me-text">{text}</Words>
      <Words className="me-value">{value}</Words>
      <Icon name="forward" size={16} />
    </Press>
  )
}

function LanguageSheet({ onClose }: { onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const choose = async (next: Locale) => {
    onClose()
    try {
      await setLocale(next)
      await api.setLocale(next)
      await queries.invalidateQueries()
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    }
  }
  return (
    <Sheet title={t('ui.me.language')} onClose={onClose}>
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
  )
}
