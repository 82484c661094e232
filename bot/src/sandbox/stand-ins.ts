/** The local stand-ins of the chat platforms' own servers. */
export type { StandInStore } from './store'
export { MemoryStore } from './store'
export type { WecomApp, WecomCorp, WecomDepartment, WecomPerson } from './wecom/corp'
export { startWecomStandIn, type WecomOptions, type WecomStandIn } from './wecom/start'
