import type { Host } from './host'

const sdk = () => import(/* webpackChunkName: "sdk-wecom" */ './wecom-sdk')

/** The web view of WeCom (企业微信). Signing in is a redirect; its SDK is fetched only for what needs it. */
export const wecom: Host = {
  name: 'wecom',
  drawsBar: true,
  signIn: 'redirect',
  setTitle(title) {
    document.title = title
  },
  async close() {
    await (await sdk()).closeWindow()
  },
}
