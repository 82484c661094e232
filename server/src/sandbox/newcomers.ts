import type { PlatformName } from '@gonghai/shared/ports/events'

/** Somebody whom the platform's administrator has entered and the CRM does not know yet. */
interface Newcomer {
  platform: PlatformName
  userId: string
  name: string
  title: string
  /** Name of the department; where there is none of that name, nobody was entered. */
  department: string
  /** Account of the superior on the same platform. */
  leader: string
}

/**
 * What the first reading of the stand-ins' directories finds: a newcomer, and somebody who has an account on the other platform
 * already, whom an administrator, or the person by a one-time code, has to recognise.
 */
export const newcomers: readonly Newcomer[] = [
  {
    platform: 'wecom',
    userId: 'gaoyuan',
    name: '高远',
    title: '客户经理',
    department: '苏锡组',
    leader: 'chenli',
  },
  {
    platform: 'dingtalk',
    userId: 'xuhao',
    name: '徐浩',
    title: '客户经理',
    department: '苏锡组',
    leader: 'chenli',
  },
]
