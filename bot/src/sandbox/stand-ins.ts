/** The local stand-ins of the chat platforms' own servers. */
export type { DingtalkCorp } from './dingtalk/corp'
export { type DingtalkStandIn, startDingtalkStandIn } from './dingtalk/start'
export type { StandInStore } from './store'
export { MemoryStore } from './store'
export type { WechatAccount } from './wechat/account'
export { startWechatStandIn, type WechatStandIn } from './wechat/start'
export type { WecomCorp } from './wecom/corp'
export { startWecomStandIn, type WecomStandIn } from './wecom/start'
