import type { MetaAnswer } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { readStored, store } from '../../lib/storage'
import { ListView } from '../../records/list-view'
import { objectsLabel } from '../../records/words'
import { Page } from '../../ui/page'
import { OrdersView } from './orders-view'
import { RequestsView } from './requests-view'
import { Satisfaction } from './satisfaction'
import '../customers/customers.scss'
import './service.scss'

const sections = ['orders', 'requests', 'assets', 'satisfaction'] as const
type Section = (typeof sections)[number]

/** What this reader finds here, their own work first. */
function sectionsOf(meta: MetaAnswer): Section[] {
  const has = (name: string) => meta.objects.some(object => object.name === name)
  const there: Record<Section, boolean> = {
    orders: has('workOrder') && 'work.accept' in meta.actions,
    requests: has('serviceRequest'),
    assets: has('asset'),
    satisfaction: has('survey') && has('serviceRequest'),
  }
  const order = 'request.dispatch' in meta.actions ? (['requests', 'orders'] as const) : []
  return [...new Set([...order, ...sections])].filter(section => there[section])
}

/** Service: the desk's requests, an engineer's work orders, the machines, and how satisfied customers are. */
export default function ServicePage() {
  const t = useT()
  const { data: meta } = useMeta()
  const [chosen, setChosen] = useState(() => readStored<Section>('service'))
  if (!meta) return null
  const shown = sectionsOf(meta)
  const current = shown.find(section => section === chosen) ?? shown[0]
  const asset = meta.objects.find(({ name }) => name === 'asset')
  const choose = (section: Section) => {
    setChosen(section)
    store('service', section)
  }
  return (
    <Page title={t('ui.tab.service')} root>
      {shown.length > 1 && (
        <Box className="objects" role="tablist" label={t('ui.tab.service')}>
          {shown.map(section => (
            <Press
              key={section}
              role="tab"
              className={`object ${section === current ? 'object-on' : ''}`}
              current={section === current}
              onPress={() => choose(section)}
            >
              {section === 'assets' ? objectsLabel('asset') : t(`ui.service.section.${section}`)}
            </Press>
          ))}
        </Box>
      )}
      {current === 'orders' && <OrdersView />}
      {current === 'requests' && <RequestsView />}
      {current === 'assets' && asset && <ListView meta={asset} />}
      {current === 'satisfaction' && <Satisfaction />}
    </Page>
  )
}
