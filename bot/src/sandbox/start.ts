import type { PlatformName } from '@gonghai/shared/ports/events'
import type { StartSandbox } from '@gonghai/shared/ports/sandbox'
import { dingtalkConfig, dingtalkCorp, wechatAccount, wechatConfig, wecomConfig, wecomCorp } from './corps'
import { mountSandbox } from './mount'
import { startDingtalkStandIn, startWechatStandIn, startWecomStandIn } from './stand-ins'

type Started = Awaited<ReturnType<StartSandbox>>
type Options = Parameters<StartSandbox>[0]

/** Starts what is not real. The ports of the last start are taken again where they are free. */
async function startStandIns(options: Options) {
  const { real, ports, now, storeFor } = options
  const at = (platform: PlatformName) => ({
    now,
    log: () => undefined,
    store: storeFor(platform),
    ...(ports?.[platform] ? { port: ports[platform] } : {}),
  })
  return {
    ...(real.wecom ? {} : { wecom: await startWecomStandIn({ ...at('wecom'), corp: wecomCorp(options) }) }),
    ...(real.dingtalk
      ? {}
      : { dingtalk: await startDingtalkStandIn({ ...at('dingtalk'), corp: dingtalkCorp(options) }) }),
    ...(real.wechat
      ? {}
      : { wechat: await startWechatStandIn({ ...at('wechat'), account: wechatAccount(options) }) }),
  }
}

/** Starts the stand-ins of the platforms that are not real, and the page on which one sits at their phones. */
export const startSandbox: StartSandbox = async options => {
  const standIns = await startStandIns(options)
  const { wecom, dingtalk, wechat } = standIns
  const sandbox = await mountSandbox({
    standIns,
    miniappUrl: `${options.publicUrl}/`,
    now: options.now,
    store: options.storeFor('page'),
    followers: options.company.followers,
    ...(options.moveClock ? { moveClock: options.moveClock } : {}),
    ...(options.played ? { played: options.played } : {}),
  })
  const started: Started = {
    page: {
      middleware: sandbox.middleware as never,
      origins: Object.values(standIns).map(standIn => standIn.apiBase),
      script: '/sandbox/phone.js',
    },
    close: async () => {
      sandbox.close()
      await Promise.all(Object.values(standIns).map(standIn => standIn.close()))
    },
  }
  if (wecom) started.wecom = wecomConfig(options, wecom)
  if (dingtalk) started.dingtalk = dingtalkConfig(options, dingtalk)
  if (wechat) started.wechat = wechatConfig(options, wechat)
  return started
}
