import type { Answer, Route } from '../http-host'
import { escapeHtml, loginAssets } from '../login-page'
import type { WechatAccount } from './account'

const security = {
  'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The page that refuses a wrong authorisation address. */
export function refusalHtml(reason: string): Answer {
  return {
    status: 400,
    type: 'text/html; charset=utf-8',
    headers: security,
    quiet: true,
    body: `<!doctype html><meta charset="utf-8"><p>${escapeHtml(reason)}</p>`,
  }
}

/** WeChat's own page: silent on a phone, with a consent for particulars, a chooser elsewhere. */
export function authorizeHtml(account: WechatAccount, scope: string): Answer {
  const people = account.people
    .map(
      ({ openId, nickname }) =>
        `<button type="button" data-user="${escapeHtml(openId)}"><b>${escapeHtml(nickname)}</b></button>`,
    )
    .join('')
  const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(account.name)}</title><link rel="stylesheet" href="/stand-in/login.css">
<body data-scope="${escapeHtml(scope)}" hidden>
<main><h1>微信 WeChat</h1><p>${escapeHtml(account.name)}</p>
<section hidden><p>申请获取你的昵称 · asks for your nickname</p><nav><button type="button" id="allow">允许 · Allow</button></nav></section>
<div id="people" hidden><nav>${people}</nav></div><p id="fault" hidden></p></main>
<script src="/stand-in/authorize.js"></script></body></html>`
  return { type: 'text/html; charset=utf-8', headers: security, body, quiet: true }
}

const script = `'use strict'
const body = document.body
const held = /^gonghai-phone:wechat:(.+)$/.exec(window.name)
function show(id) { body.hidden = false; document.querySelector(id).hidden = false }
function fail(text) { const fault = document.querySelector('#fault'); fault.textContent = text; show('#fault') }
async function confirm(userId) {
  const answer = await fetch(location.pathname + '/confirm' + location.search, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }),
  })
  if (answer.ok) location.replace((await answer.json()).location)
  else fail('HTTP ' + answer.status)
}
if (location.hash !== '#wechat_redirect') fail('#wechat_redirect')
else if (!held) show('#people')
else if (body.dataset.scope === 'snsapi_userinfo') show('section')
else confirm(decodeURIComponent(held[1]))
document.querySelector('#allow').addEventListener('click', () => confirm(decodeURIComponent(held[1])))
for (const button of document.querySelectorAll('[data-user]'))
  button.addEventListener('click', () => confirm(button.dataset.user))
`

/** Script and style of that page. */
export const authorizeAssets: Record<string, Route> = {
  ...loginAssets,
  'GET /stand-in/authorize.js': () => ({
    type: 'text/javascript; charset=utf-8',
    body: script,
    quiet: true,
  }),
}
