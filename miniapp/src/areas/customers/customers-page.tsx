import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { readStored, store } from '../../lib/storage'
import { ListView } from '../../records/list-view'
import { objectsLabel } from '../../records/words'
import { Page } from '../../ui/page'
import { listed } from '../frame/tabs'
import { StageChips } from './stage-chips'
import './customers.scss'

/** Customers, and beside them the other objects that the reader may use. */
export default function CustomersPage() {
  const t = useT()
  const { data } = useMeta()
  const objects = listed.flatMap(name => data?.objects.filter(object => object.name === name) ?? [])
  const [chosen, setChosen] = useState(() => readStored<string>('object') ?? 'customer')
  const meta = objects.find(object => object.name === chosen) ?? objects[0]
  const choose = (name: string) => {
    setChosen(name)
    store('object', name)
  }
  if (!meta) return null
  return (
    <Page title={t('ui.tab.customers')} root>
      <Box className="objects" role="tablist" label={t('ui.tab.customers')}>
        {objects.map(object => (
          <Press
            key={object.name}
            role="tab"
            className={`object ${object.name === meta.name ? 'object-on' : ''}`}
            current={object.name === meta.name}
            onPress={() => choose(object.name)}
          >
            {objectsLabel(object.name)}
          </Press>
        ))}
      </Box>
      <ListView
        key={meta.name}
        meta={meta}
        head={meta.name === 'customer' ? list => <StageChips meta={meta} {...list} /> : undefined}
      />
    </Page>
  )
}
