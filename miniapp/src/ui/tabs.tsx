import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'

export interface Tab {
  key: string
  text: string
  count?: number
}

/** A row of tabs; counts stand small beside the words. */
export function Tabs({
  tabs,
  current,
  onChange,
}: {
  tabs: Tab[]
  current: string
  onChange: (key: string) => void
}) {
  return (
    <Box className="tabs" role="tablist">
      {tabs.map(tab => (
        <Press
          key={tab.key}
          role="tab"
          className={`tab ${tab.key === current ? 'tab-on' : ''}`}
          current={tab.key === current}
          onPress={() => onChange(tab.key)}
        >
          {tab.text}
          {tab.count !== undefined && <Words className="tab-count">{tab.count}</Words>}
        </Press>
      ))}
    </Box>
  )
}
