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
    key: 'organisation',
    icon: 'grid',
    page: 'settings/organisation',
    needs: ['organisation.configure'],
    group: 'people',
  },
  {
    key: 'people',
    icon: 'customers',
    page: 'settings/people',
    needs: ['organisation.configure'],
    group: 'people',
  },
  {
    key: 'directory',
    icon: 'refresh',
    page: 'settings/directory',
    needs: ['organisation.configure'],
    group: 'people',
  },
  {
    key: 'security',
    icon: 'lock',
    page: 'settings/security',
    needs: ['organisation.configure'],
    group: 'people',
  },
  { key: 'tags', icon: 'star', page: 'settings/tags', needs: ['tag.configure'], group: 'rules' },
  {
    key: 'leadMapping',
    icon: 'forward',
    page: 'settings/lead-mapping',
    needs: ['lead.configure'],
    group: 'rules',
  },
  {
    key: 'relationKinds',
    icon: 'person',
    page: 'settings/relation-kinds',
    needs: ['customer.configure'],
    group: 'rules',
  },
  {
    key: 'roles',
    icon: 'shield',
    page: 'settings/roles',
    needs: ['role.configure', 'role.grant'],
    group: 'access',
  },
  {
    key: 'person',
    icon: 'person',
    page: 'settings/person-access',
    needs: ['role.grant', 'access.explain'],
    group: 'access',
  },
  {
    key: 'matrix',
    icon: 'grid',
    page: 'settings/matrix',
    needs: ['role.configure', 'access.explain'],
    group: 'access',
  },
  {
    key: 'explain',
    icon: 'help',
    page: 'settings/explain',
    needs: ['access.explain'],
    group: 'access',
  },
  {
    key: 'requests',
    icon: 'key',
    page: 'settings/access-requests',
    needs: ['access.grant'],
    group: 'access',
  },
  {
    key: 'duplicates',
    icon: 'customers',
    page: 'settings/duplicates',
    needs: ['duplicateRule.configure'],
    group: 'rules',
  },
  {
    key: 'numbers',
    icon: 'note',
    page: 'settings/numbers',
    needs: ['numberRule.configure'],
    group: 'rules',
  },
  {
    key: 'pools',
    icon: 'pools',
    page: 'settings/pools',
    needs: ['poolRoute.configure'],
    group: 'rules',
  },
  {
    key: 'fields',
    icon: 'table',
    page: 'settings/fields',
    needs: ['customField.configure'],
    group: 'data',
  },
]

/** What a reader may set up. */
export const sectionsOf = (may: readonly string[]): Section[] =>
  sections.filter(({ needs }) => needs.some(need => may.includes(need)))
