/** The parts of DingTalk's SDK that we use, in a chunk of their own. The first import connects the client's bridge. */
import 'dingtalk-jsapi/entry/union'

export { default as close } from 'dingtalk-jsapi/api/biz/navigation/close'
export { default as setTitle } from 'dingtalk-jsapi/api/biz/navigation/setTitle'
export { default as requestAuthCode } from 'dingtalk-jsapi/api/runtime/permission/requestAuthCode'
