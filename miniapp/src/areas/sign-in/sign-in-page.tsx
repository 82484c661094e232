import type { SignInOptions } from '@gonghai/shared/client/api'
import { reLaunch } from '@tarojs/taro'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { api } from '../../lib/api'
import { hasText, t, useT } from '../../lib/i18n'
import { keepSession } from '../../lib/session'
import { host } from '../../platform'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { safeReturn, startRedirect, takeTicket } from './flow'
import type { PasswordDoor } from './password-form'
import './sign-in.scss'

interface SignInProps {
  returnTo?: string
  ticket?: string
  error?: string
  /** The person has just signed out. */
  wait?: string
  /** Code of a link by which a new password is set. */
  reset?: string
  /** Code by which the first administrator comes in. */
  setUp?: string
}

const refusal = (code: string) => t(hasText(`error.${code}`) ? `error.${code}` : 'ui.signIn.refused')

const PasswordForm = lazy(() => import('./password-form'))

/** What a link of ours opens: a new password, or the first set-up. */
function doorOf(reset: string | undefined, setUp: string | undefined): PasswordDoor | undefined {
  if (reset) return { kind: 'reset', code: reset }
  return setUp ? { kind: 'set-up', code: setUp } : undefined
}

type Way = SignInOptions['platforms'][number]

/** Signing in: by itself inside WeCom and DingTalk, by choosing a platform's web login in a browser. */
export function SignInPage({ returnTo, ticket, error, wait, reset, setUp }: SignInProps) {
  useT()
  const say = useFailureText()
  const [options, setOptions] = useState<SignInOptions>()
  const [failure, setFailure] = useState(error ? refusal(error) : '')
  const [working, setWorking] = useState(!error && !wait)
  const begun = useRef(false)
  const [door, setDoor] = useState<PasswordDoor | undefined>(doorOf(reset, setUp))

  const enter = async (way: Way, web: boolean) => {
    if (web || way.client !== 'code' || !host.requestCode) {
      startRedirect(way.name, web ? 'web' : 'client', returnTo)
      return
    }
    keepSession(await api.code(way.name, await host.requestCode(way.corpId)))
    await reLaunch({ url: safeReturn(returnTo) })
  }
  const attempt = async (work: () => Promise<unknown>) => {
    setWorking(true)
    setFailure('')
    try {
      await work()
    } catch (problem) {
      setFailure(say(problem))
      setWorking(false)
    }
  }
  const exchange = async (handed: string) => {
    await takeTicket(handed)
    await reLaunch({ url: safeReturn(returnTo) })
  }
  /** `byItself`: a failed sign-in waits for a press, or it would circle between here and the platform. */
  const begin = async (byItself: boolean) => {
    const found = await api.signInOptions()
    setOptions(found)
    const own = found.platforms.find(way => way.name === host.name)
    if (own && byItself && host.signIn !== 'choose') await enter(own, false)
    else setWorking(false)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what the page was opened with
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (door) return
    if (!ticket) {
      void attempt(() => begin(!error && !wait)).then(() => error && setFailure(refusal(error)))
      return
    }
    void attempt(() => exchange(ticket))
    // Wanted only where the ticket is refused; without it there is "try again".
    void api.signInOptions().then(setOptions, () => undefined)
  }, [])

  if (door)
    return (
      <Box className="sign-in">
        <Suspense fallback={<Box className="spinner" role="status" label={t('ui.loading')} />}>
          <PasswordForm
            door={door}
            onDone={() => reLaunch({ url: safeReturn(returnTo) })}
            {...(door.kind === 'password' ? { onBack: () => setDoor(undefined) } : {})}
          />
        </Suspense>
      </Box>
    )
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
            <Button look="primary" wide onPress={() => void attempt(() => begin(true))}>
              {t('ui.retry')}
            </Button>
          )}
          {options && !own && !ways.some(way => way.web) && (
            <Box className="sign-in-text">{t('ui.signIn.noWay')}</Box>
          )}
          <Button look="text" wide onPress={() => setDoor({ kind: 'password' })}>
            {t('ui.signIn.withPassword')}
          </Button>
        </Box>
      )}
    </Box>
  )
}
