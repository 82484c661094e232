/** The local stand-ins of the chat platforms' own servers. */

export type { DingtalkApp, DingtalkCorp, DingtalkDepartment, DingtalkPerson } from './dingtalk/corp'
export { type DingtalkOptions, type DingtalkStandIn, startDingtalkStandIn } from './dingtalk/start'
export type { StandInStore } from './store'
export { MemoryStore } from './store'
export type { WecomApp, WecomCorp, WecomDepartment, WecomPerson } from './wecom/corp'
export { startWecomStandIn, type WecomOptions, type WecomStandIn } from './wecom/start'
