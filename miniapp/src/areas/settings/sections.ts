import type { IconName } from '../../kit/icon'
import type { SettingPage } from '../../lib/route'

/** A page of the administration on its home; label and hint stand in i18n under `settings.section.<key>`. */
export interface Section {
  key: string
  icon: IconName
  page: SettingPage
  /** Any of these permissions (`MetaAnswer.may`) shows it. */
  needs: readonly string[]
  group: 'people' | 'access' | 'rules' | 'data'
}

/** Groups in the order in which the home shows them. */
export const sectionGroups = ['people', 'access', 'rules', 'data'] as const

/** Every page of the administration, in the order in which its group shows it. */
export const sections: readonly Section[] = [
  {
    key: 'pools',
    icon: 'pools',
    page: 'settings/pools',
    needs: ['poolRoute.configure'],
    group: 'rules',
  },
]

/** What a reader may set up. */
export const sectionsOf = (may: readonly string[]): Section[] =>
  sections.filter(({ needs }) => needs.some(need => may.includes(need)))
