import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { useCell } from '../../lib/cell'
import { useMeta } from '../../lib/meta'
import { homeTab, open } from '../../lib/navigate'
import { wide } from '../../platform/screen'
import { Rail } from './bars'
import { tabsOf } from './tabs'
import './frame.scss'

/** A page opened by a link: as it is on a phone, beside the rail in a wide window. */
export function SidePage({ children }: { children: ReactNode }) {
  const roomy = useCell(wide)
  const current = useCell(homeTab)
  const { data: meta } = useMeta()
  if (!roomy) return children
  return (
    <Box className="home home-wide">
      <Rail tabs={tabsOf(meta)} current={current} onChange={tab => open({ page: 'home', tab })} />
      <Box className="home-pane">{children}</Box>
    </Box>
  )
}
