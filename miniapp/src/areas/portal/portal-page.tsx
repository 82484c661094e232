import type { PortalMe } from '@gonghai/shared/client/portal-api'
import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { goBack } from './go'
import { portalChanged, usePortalMe } from './use-portal'
import { VerifyForm } from './verify-form'

interface PortalPageProps {
  title: string
  root?: boolean
  onEnd?: () => void
  /** Pinned at the lower edge. */
  foot?: ReactNode
  /** For whom nothing of ours is open yet, the page is only the form that opens something. */
  children: (me: PortalMe) => ReactNode
}

/** A page for customers: first who they are, then its content; unverified, only the way to be verified. */
export function PortalPage({ title, root, onEnd, foot, children }: PortalPageProps) {
  const { data: me, error, refetch } = usePortalMe()
  return (
    <Page title={title} root={root} onBack={goBack}>
      <Scroll className="portal" onEnd={onEnd} onRefresh={portalChanged}>
        <Box className="portal-column">
          {error && !me && <Failure error={error} retry={() => void refetch()} />}
          {!error && !me && <Skeleton rows={3} />}
          {me && !me.verified && <VerifyForm first />}
          {me?.verified && children(me)}
        </Box>
      </Scroll>
      {me?.verified && foot}
    </Page>
  )
}
