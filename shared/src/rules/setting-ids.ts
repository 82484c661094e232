import type { LeadTarget } from '../actions/lead'

/** Ids under which the history of settings is kept that are no rows of their own (SET-5). */
export const settingIds = {
  directoryRules: '00000000-0000-7000-8000-000000000001',
  leadMapping: {
    customer: '00000000-0000-7000-8000-000000000001',
    contact: '00000000-0000-7000-8000-000000000002',
    task: '00000000-0000-7000-8000-000000000003',
  } satisfies Record<LeadTarget, string>,
} as const
