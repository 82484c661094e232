import { randomId } from '../random-id'
import type { MessageDoc, WechatState } from './state'

/** Puts a message on its reader's screen. */
export async function deliver(
  state: WechatState,
  message: Omit<MessageDoc, 'id' | 'seq' | 'at'> & { id?: string },
): Promise<MessageDoc> {
  const doc = { id: randomId('m-'), seq: state.nextSeq(), at: state.now().getTime(), ...message }
  await state.messages.put(doc.id, doc)
  state.changes.tell({ kind: 'screen', userIds: [doc.openId] })
  return doc
}

/** What the platform itself writes when the account's server fails. */
export const failureText = '该公众号提供的服务出现故障，请稍后再试'
