import { ui } from '@gonghai/shared/i18n/zh-CN/ui'
export default function Home() {
  return <div>{JSON.stringify(ui)}</div>
}
