import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { useCell } from '../../lib/cell'
import { useMeta } from '../../lib/meta'
import { open } from '../../lib/navigate'
import { wide } from '../../platform/screen'
import { Rail } from './bars'
import { type HomeTab, tabsOf } from './tabs'
import './frame.scss'

interface SidePageProps {
  /** The tab of the first page under which one would look for this one. */
  tab: HomeTab['key']
  children: ReactNode
}

/** A page opened by a link: as it is on a phone, beside the rail in a wide window. */
export function SidePage({ tab: current, children }: SidePageProps) {
  const roomy = useCell(wide)
  const { data: meta } = useMeta()
  if (!roomy) return children
  return (
    <Box className="home home-wide">
      <Rail tabs={tabsOf(meta)} current={current} onChange={tab => open({ page: 'home', tab })} />
      <Box className="home-pane">{children}</Box>
    </Box>
  )
}
