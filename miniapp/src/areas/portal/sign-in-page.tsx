import type { SignInOptions } from '@gonghai/shared/client/api'
import { reLaunch } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { api } from '../../lib/api'
import { hasText, t, useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { randomKey } from '../../lib/random-key'
import { customer } from '../../lib/session'
import { sha256 } from '../../lib/sha256'
import { forget, readStored, store } from '../../lib/storage'
import { host } from '../../platform'
import { leave } from '../../platform/leave'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { portalReturn } from './go'
import '../sign-in/sign-in.scss'

interface PortalSignInProps {
  returnTo?: string
  ticket?: string
  error?: string
  /** The person has just signed out. */
  wait?: string
}

const refusal = (code: string) => t(hasText(`error.${code}`) ? `error.${code}` : 'ui.signIn.refused')

/** Leaves for WeChat's silent sign-in. The verifier stays here; its hash goes along (PKCE). */
function startWechat(returnTo: string | undefined): void {
  const verifier = randomKey(64)
  store('portalVerifier', verifier)
  const back = encodeURIComponent(`/#${portalReturn(returnTo)}`)
  leave(`/auth/wechat/start?challenge=${sha256(verifier)}&returnTo=${back}`)
}

async function takeTicket(ticket: string): Promise<void> {
  const verifier = readStored<string>('portalVerifier') ?? ''
  forget('portalVerifier')
  customer.keep(await portalApi.ticket(ticket, verifier))
}

/** How customers sign in: by themselves inside WeChat; the sandbox has a stand-in of WeChat for browsers. */
export function PortalSignIn({ returnTo, ticket, error, wait }: PortalSignInProps) {
  useT()
  const say = useFailureText()
  const inWechat = host.name === 'wechat'
  const byItself = inWechat && !error && !wait
  const [mode, setMode] = useState<SignInOptions['mode']>()
  const [failure, setFailure] = useState(error ? refusal(error) : '')
  const [working, setWorking] = useState(!!ticket || byItself)
  const begun = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what the page was opened with
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const begin = async () => {
      if (ticket) {
        await takeTicket(ticket)
        await reLaunch({ url: portalReturn(returnTo) })
      } else if (byItself) startWechat(returnTo)
    }
    begin().catch((problem: unknown) => {
      setFailure(say(problem))
      setWorking(false)
    })
    // Only outside WeChat does it matter; unknown, the page says "open it in WeChat".
    if (!inWechat)
      api.signInOptions().then(
        options => setMode(options.mode),
        () => undefined,
      )
  }, [])
  const may = inWechat || mode === 'sandbox'
  return (
    <Box className="sign-in">
      <Box className="sign-in-mark">
        <Icon name="service" size={36} />
      </Box>
      <Box className="sign-in-title">{t('ui.portal.title')}</Box>
      <Box className="sign-in-text">{t(working ? 'ui.signIn.working' : 'ui.portal.signIn.hint')}</Box>
      {working && <Box className="spinner" role="status" label={t('ui.loading')} />}
      {failure && (
        <Box className="form-failure sign-in-failure" role="alert">
          {failure}
        </Box>
      )}
      {!working && (
        <Box className="sign-in-ways">
          {may && (
            <Button look="primary" wide onPress={() => startWechat(returnTo)}>
              {t('ui.portal.signIn.button')}
            </Button>
          )}
          {!may && <Box className="sign-in-text">{t('ui.portal.signIn.inWechat')}</Box>}
        </Box>
      )}
    </Box>
  )
}
