import type { Host } from './host'

const sdk = () => import(/* webpackChunkName: "sdk-dingtalk" */ './dingtalk-sdk')

/** The web view of DingTalk (钉钉). */
export const dingtalk: Host = {
  name: 'dingtalk',
  drawsBar: true,
  signIn: 'code',
  setTitle(title) {
    document.title = title
    // Its bar does not follow document.title; a client that can't set it keeps the old one, which harms nobody.
    sdk()
      .then(({ setTitle }) => setTitle({ title }))
      .catch(() => undefined)
  },
  async requestCode(corpId) {
    const { requestAuthCode } = await sdk()
    return (await requestAuthCode({ corpId })).code
  },
  async close() {
    const { close } = await sdk()
    await close({})
  },
}
