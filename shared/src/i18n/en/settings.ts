import { duplicateParts } from './duplicates'
import { relationParts } from './relation-parts'

/** The administration: its pages, and what their settings mean. */
export const settings = {
  settings: {
    title: 'Administration',
    group: {
      people: 'Organisation and people',
      access: 'Permissions',
      rules: 'Rules',
      data: 'Data',
    },
    section: {
      ...relationParts.settings.section,
      ...duplicateParts.settings.section,
      roles: { label: 'Roles and permissions', hint: 'Who may use which functions and see whose data' },
      matrix: { label: 'Permission matrix', hint: 'Who may do what, in one table' },
      explain: { label: 'Why can’t I see it?', hint: 'Find out why a colleague cannot see a record' },
      requests: { label: 'Access requests', hint: 'Records that colleagues ask to see: grant or refuse' },
    },
    none: 'There is nothing here for you to set up',
    history: {
      title: 'Changes',
      none: 'Never changed so far',
      system: 'System',
      more: 'Earlier changes',
    },
    field: {
      ...relationParts.settings.field,
      ...duplicateParts.settings.field,
      role: {
        name: 'Name',
        key: 'Key',
      },
    },
  },
}
