import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { useShown } from './shown'

type Parameters = Record<string, string | undefined>

function parse(address: string): Parameters {
  const query = address.slice(address.indexOf('?') + 1)
  return address.includes('?') ? Object.fromEntries(new URLSearchParams(query)) : {}
}

const pathOf = (address: string) => address.replace(/^\/?#?/, '').split('?')[0]

/**
 * The parameters of this page's address, decoded. A page that is seen follows its address when that is changed from outside
 * (a link in a chat, an address typed by hand): Taro keeps showing the same page then.
 */
export function useParameters(): Parameters {
  const { path } = useRouter()
  const [mine] = useState(() => pathOf(window.location.hash || path || ''))
  const [parameters, setParameters] = useState(() => parse(window.location.hash))
  const seen = useShown()
  useEffect(() => {
    const follow = () => {
      if (seen && pathOf(window.location.hash) === mine) setParameters(parse(window.location.hash))
    }
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [mine, seen])
  return parameters
}
