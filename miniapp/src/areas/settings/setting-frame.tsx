import type { ReactNode } from 'react'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'
import { Skeleton } from '../../ui/skeleton'
import { SidePage } from '../frame/side-page'
import { useSettingWords } from './setting-words'
import './settings.scss'

/** Around every page of the administration: signed in, its words fetched, beside the rail in a wide window. */
export function SettingFrame({ children }: { children: ReactNode }) {
  return (
    <Gate>
      <SidePage tab="me">
        <WithWords>{children}</WithWords>
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}

/** Waits for the words of the administration; for parts of it that stand on other pages. */
export function WithWords({ children }: { children: ReactNode }) {
  return useSettingWords() ? children : <Skeleton rows={4} />
}
