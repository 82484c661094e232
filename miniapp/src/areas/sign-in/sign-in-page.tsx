import type { SignInOptions } from '@gonghai/shared/client/api'
import { reLaunch } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { isRefused } from '../../lib/refused'
import { keepSession } from '../../lib/session'
import { host } from '../../platform'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { safeReturn, startRedirect, takeTicket } from './flow'
import './sign-in.scss'

interface SignInProps {
  returnTo?: string
  ticket?: string
  error?: string
}

type Way = SignInOptions['platforms'][number]

/** Signing in: by itself inside WeCom and DingTalk, by choosing a platform's web login in a browser. */
export function SignInPage({ returnTo, ticket, error }: SignInProps) {
  const t = useT()
  const say = useFailureText()
  const [options, setOptions] = useState<SignInOptions>()
  const [failure, setFailure] = useState(error ? t('ui.signIn.refused') : '')
  const [working, setWorking] = useState(!error)
  const begun = useRef(false)

  const enter = useCallback(
    async (way: Way, web: boolean) => {
      if (!web && way.client === 'code' && host.requestCode) {
        keepSession(await api.code(way.name, await host.requestCode(way.corpId)))
        await reLaunch({ url: safeReturn(returnTo) })
        return
      }
      startRedirect(way.name, web ? 'web' : 'client', returnTo)
    },
    [returnTo],
  )

  const attempt = useCallback(
    async (work: () => Promise<unknown>) => {
      setWorking(true)
      setFailure('')
      try {
        await work()
      } catch (problem) {
        setFailure(isRefused(problem) || problem instanceof Error ? say(problem) : t('ui.signIn.refused'))
        setWorking(false)
      }
    },
    [say, t],
  )

  const begin = useCallback(async () => {
    const found = await api.signInOptions()
    setOptions(found)
    const own = found.platforms.find(way => way.name === host.name)
    // A failed sign-in waits for a press: going on by itself would circle between here and the platform.
    if (own && host.signIn !== 'choose' && !error) await enter(own, false)
    else setWorking(false)
  }, [enter, error])

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (ticket) {
      void attempt(async () => {
        await takeTicket(ticket)
        await reLaunch({ url: safeReturn(returnTo) })
      }).then(() => api.signInOptions().then(setOptions, () => undefined))
      return
    }
    const keep = failure
    void attempt(begin).then(() => keep && setFailure(keep))
  }, [attempt, begin, ticket, returnTo, failure])

  const ways = options?.platforms ?? []
  const own = ways.find(way => way.name === host.name)
  return (
    <Box className="sign-in">
      <Box className="sign-in-mark">
        <Icon name="pools" size={40} />
      </Box>
      <Box className="sign-in-title">{t('ui.app')}</Box>
      <Box className="sign-in-text">{t(working ? 'ui.signIn.working' : 'ui.signIn.hint')}</Box>
      {working && !failure && <Box className="spinner" role="status" label={t('ui.loading')} />}
      {failure && (
        <Box className="form-failure sign-in-failure" role="alert">
          {failure}
        </Box>
      )}
      {!working && (
        <Box className="sign-in-ways">
          {own && (
            <Button look="primary" wide onPress={() => void attempt(() => enter(own, false))}>
              {t('ui.signIn.again')}
            </Button>
          )}
          {!own &&
            ways
              .filter(way => way.web)
              .map(way => (
                <Button
                  key={way.name}
                  look="primary"
                  wide
                  onPress={() => void attempt(() => enter(way, true))}
                >
                  {t('ui.signIn.with', { platform: t(`ui.platform.${way.name}`) })}
                </Button>
              ))}
          {!options && (
            <Button look="primary" wide onPress={() => void attempt(begin)}>
              {t('ui.retry')}
            </Button>
          )}
          {options && !own && !ways.some(way => way.web) && (
            <Box className="sign-in-text">{t('ui.signIn.noWay')}</Box>
          )}
        </Box>
      )}
    </Box>
  )
}
