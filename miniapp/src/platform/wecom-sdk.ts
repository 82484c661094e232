/** The parts of WeCom's SDK that we use, in a chunk of their own. */
export { closeWindow } from '@wecom/jssdk'
